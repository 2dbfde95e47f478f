namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>What a client wants.</summary>
/// <param name="Name">In capitals, such as <c>UID FETCH</c>.</param>
internal sealed record ImapCommand(string Tag, string Name, IReadOnlyList<ImapToken> Arguments)
{
    public bool IsLogin => Name is "LOGIN" or "AUTHENTICATE";

    /// <summary>Arguments for the record, without ranges of bytes; not those of a login, nor a message.</summary>
    public string Told => IsLogin || Name is "APPEND" ? "" : string.Join(' ', Arguments.Select(argument => argument.Text.Split('<')[0]));

    /// <returns>Null where there is no tag or no name.</returns>
    public static ImapCommand? Of(IReadOnlyList<ImapToken> tokens) => tokens.ToArray() switch
    {
        [{ IsText: false } tag, { IsText: false } uid, { IsText: false } name, .. var rest] when uid.Is("UID") => new(tag.Text, $"UID {name.Text.ToUpperInvariant()}", rest),
        [{ IsText: false } tag, { IsText: false } name, .. var rest] => new(tag.Text, name.Text.ToUpperInvariant(), rest),
        _ => null,
    };

    /// <summary>The text or word at this place; empty where there is none.</summary>
    public string Argument(int index) => index < Arguments.Count ? Arguments[index].Text : "";
}
