using System.Text.Json;

namespace CrmEnrichment.Http;

/// <summary>A secret as we ask for it: one JSON object whose members are strings.</summary>
/// <remarks>Its id may be told, its text may not: for that reason no parser's exception goes along.</remarks>
internal sealed class SecretDocument(string upstream, string secretId, string text)
{
    /// <param name="name">The member.</param>
    /// <param name="meaning">What belongs there, for the person who has to put it there.</param>
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/>, naming the secret and the member.</exception>
    public string Member(string name, string meaning)
    {
        // A line break at the end is what pasting leaves.
        var value = Text(name, meaning).Trim();
        return value.Length > 0 && value.All(c => char.IsBetween(c, '!', '~'))
            ? value
            : throw Unusable($"has an empty member '{name}', or one with spaces, line breaks or letters beyond ASCII", name, meaning);
    }

    /// <summary>A member of several lines, such as a key in PEM.</summary>
    /// <exception cref="UpstreamException">As <see cref="Member"/>.</exception>
    public string Text(string name, string meaning)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Unusable("is not JSON", name, meaning);
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Unusable("is not a JSON object", name, meaning);
            }

            if (!json.RootElement.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String)
            {
                throw Unusable($"has no text in its member '{name}'", name, meaning);
            }

            return member.GetString()!;
        }
    }

    /// <summary>What to throw for a member that cannot be used.</summary>
    public UpstreamException Unusable(string problem, string name, string meaning) => new(
        upstream,
        UpstreamFault.AuthRefused,
        $"{upstream}: the secret '{secretId}' {problem}. Put {meaning} in its member '{name}'.");
}
