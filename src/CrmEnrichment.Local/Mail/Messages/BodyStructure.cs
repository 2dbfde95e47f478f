using CrmEnrichment.Local.Mail.Protocol;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>A message's parts as IMAP lists them (RFC 3501, 7.4.2).</summary>
internal static class BodyStructure
{
    public static string Of(MessagePart part) => part.IsMultipart && part.Parts.Count > 0 ? Multipart(part) : Single(part);

    private static string Multipart(MessagePart part) =>
        $"({string.Concat(part.Parts.Select(Of))} {ImapText.String(part.MediaType.Subtype)} {List(FieldValue.Read(part.Fields.Find("Content-Type"))?.Parameters ?? [])} {Rest(part)})";

    private static string Single(MessagePart part)
    {
        var (type, subtype) = part.IsMultipart ? ("text", "plain") : part.MediaType;
        var isText = string.Equals(type, "text", StringComparison.OrdinalIgnoreCase);
        var parameters = FieldValue.Read(part.Fields.Find("Content-Type"))?.Parameters ?? [];
        if (isText && !parameters.Any(parameter => string.Equals(parameter.Name, "charset", StringComparison.OrdinalIgnoreCase)))
        {
            parameters = [.. parameters, ("charset", "us-ascii")];
        }

        var encoding = FieldValue.Read(part.Fields.Find("Content-Transfer-Encoding"))?.Value ?? "7bit";
        var lines = $" {part.Body.Span.Count((byte)'\n')}";
        var more = part.Message is { } message ? $" {Envelope.Of(message.Fields)} {Of(message)}{lines}" : isText ? lines : "";
        return $"({ImapText.String(type)} {ImapText.String(subtype)} {List(parameters)} {ImapText.String(part.Fields.Find("Content-ID"))} {ImapText.String(part.Fields.Find("Content-Description"))}"
            + $" {ImapText.String(encoding)} {part.Body.Length}{more} {ImapText.String(part.Fields.Find("Content-MD5"))} {Rest(part)})";
    }

    /// <summary>Disposition, languages and location.</summary>
    private static string Rest(MessagePart part)
    {
        var disposition = FieldValue.Read(part.Fields.Find("Content-Disposition"));
        var languages = part.Fields.Find("Content-Language")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return $"{(disposition is null ? ImapText.Nil : $"({ImapText.String(disposition.Value)} {List(disposition.Parameters)})")}"
            + $" {(languages.Length == 0 ? ImapText.Nil : $"({string.Join(' ', languages.Select(ImapText.String))})")} {ImapText.String(part.Fields.Find("Content-Location"))}";
    }

    private static string List(IReadOnlyList<(string Name, string Value)> parameters) => parameters.Count == 0 ? ImapText.Nil
        : $"({string.Join(' ', parameters.Select(parameter => $"{ImapText.String(parameter.Name)} {ImapText.String(parameter.Value)}"))})";
}
