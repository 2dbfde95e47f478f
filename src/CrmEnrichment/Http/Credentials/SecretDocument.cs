using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Credentials;

/// <summary>A secret: one JSON object whose members are strings, or numbers.</summary>
/// <remarks>Messages may name its id, never its text: a parser's exception could quote it and is not passed on.</remarks>
internal sealed class SecretDocument(string upstream, string secretId, string text)
{
    /// <summary>A member that goes into a header, so that it can hold only what is printable in ASCII.</summary>
    /// <param name="name">The member.</param>
    /// <param name="meaning">What belongs there, for the message to the person who has to put it there.</param>
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/>, naming the secret and the member.</exception>
    public string Member(string name, string meaning) =>
        // Pasting leaves a line break at the end.
        Text(name, meaning).Trim() is { Length: > 0 } value && value.All(c => char.IsBetween(c, '!', '~'))
            ? value
            : throw Unusable($"has an empty member '{name}', or one with spaces, line breaks or letters beyond ASCII", name, meaning);

    /// <summary>A member, unchanged; it must not be empty.</summary>
    /// <exception cref="UpstreamException">As <see cref="Member"/>.</exception>
    public string Text(string name, string meaning) =>
        Find(name, meaning) is { Length: > 0 } value ? value : throw Unusable($"has no text in its member '{name}'", name, meaning);

    /// <summary>A member that may be missing.</summary>
    /// <exception cref="UpstreamException">The secret is no JSON object.</exception>
    public string? Find(string name, string meaning)
    {
        JsonElement secret;
        try
        {
            secret = ReceivedJson.Parse(text);
        }
        catch (JsonException)
        {
            throw Unusable("is not JSON", name, meaning);
        }

        return secret.ValueKind is not JsonValueKind.Object ? throw Unusable("is not a JSON object", name, meaning)
            : !secret.TryMember(name, out var member) ? null
            : member.ValueKind is JsonValueKind.Number ? member.GetRawText()
            : member.TryText(out var value) ? value
            : null;
    }

    /// <summary>What to throw for a member that cannot be used.</summary>
    public UpstreamException Unusable(string problem, string name, string meaning) => new(
        upstream,
        UpstreamFault.AuthRefused,
        $"{upstream}: the secret '{secretId}' {problem}. Put {meaning} in its member '{name}'.");
}
