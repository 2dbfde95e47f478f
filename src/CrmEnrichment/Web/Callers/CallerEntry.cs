using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Web.Callers;

/// <summary>One entry of a secret that says by what callers are known: <c>"studio": {"sha256": "…", "audience": "Context"}</c>.</summary>
/// <param name="Name">Fit to be told.</param>
/// <param name="Value">What stands under it.</param>
internal sealed partial record CallerEntry(string Name, JsonElement Value)
{
    /// <summary>The hash of the caller's key; null where there is none of 64 hexadecimal digits.</summary>
    public byte[]? Hash => Text("sha256") is { } hash && Digits.IsMatch(hash) ? Convert.FromHexString(hash) : null;

    /// <summary>Null where there is none that is known.</summary>
    public Audience? Audience => Text("audience") is { } name && ClosedSet.TryRead(name, out Audience audience) ? audience : null;

    public string? Text(string member) => Value.TryMember(member, out var found) && found.TryText(out var text) ? text : null;

    /// <param name="text">The secret.</param>
    /// <param name="unusable">Makes an error of what is wrong with it.</param>
    /// <exception cref="UpstreamException">It is no object with such names.</exception>
    public static IReadOnlyList<CallerEntry> Read(string text, Func<string, UpstreamException> unusable)
    {
        try
        {
            var secret = ReceivedJson.Parse(text);
            return secret.ValueKind is JsonValueKind.Object ? [.. secret.EnumerateObject().Select(entry => Of(entry))] : throw unusable("is not a JSON object");
        }
        catch (JsonException)
        {
            throw unusable("is not JSON");
        }

        // Only a name of the right form is told: one in the wrong form might be a key in the wrong place.
        CallerEntry Of(JsonProperty entry) => Plain.IsMatch(entry.Name) ? new(entry.Name, entry.Value) : throw unusable("has a name that is not 1 to 64 letters, digits, dots, dashes or underscores");
    }

    // What stands in it is a secret.
    public override string ToString() => Name;

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Plain { get; }

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.None, 10_000)]
    private static partial Regex Digits { get; }
}
