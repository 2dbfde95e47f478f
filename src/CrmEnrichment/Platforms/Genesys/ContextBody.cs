using System.Text.Json;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>A context as the body of a PATCH, in either dialect.</summary>
internal static class ContextBody
{
    /// <summary>What bot flows can read of one attribute (docs/contracts.md).</summary>
    private const int LongestAttribute = 256;

    /// <summary><c>{"context": {…}}</c>, JSON types kept.</summary>
    public static byte[] Tutorial(InteractionContext context) => Write("context", context, "", static (json, name, value) =>
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
    });

    /// <summary><c>{"attributes": {…}}</c>, every value a string, every name prefixed: that PATCH merges is unproven, so nothing but ours is sent.</summary>
    public static byte[] Partner(InteractionContext context, string prefix) => Write("attributes", context, prefix, static (json, name, value) =>
        json.WriteString(name, Cut(value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText())));

    private static byte[] Write(string member, InteractionContext context, string prefix, Action<Utf8JsonWriter, string, JsonElement> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(member);
            foreach (var (name, value) in context.Fields)
            {
                write(json, prefix + name, value);
            }

            json.WriteString(prefix + "lookupStatus", context.Status.ToString());
            if (context.Matches > 1)
            {
                write(json, prefix + "lookupMatches", JsonElement.Parse(context.Matches.ToString()));
            }

            WriteNames(json, prefix + "lookupFailedSources", context.FailedSources);
            WriteNames(json, prefix + "lookupStaleSources", context.StaleSources);
            WriteNames(json, prefix + "lookupPendingSources", context.PendingSources, evenNone: context.IsSecond);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string> sources, bool evenNone = false)
    {
        if (sources.Count > 0 || evenNone)
        {
            json.WriteString(name, string.Join(", ", sources));
        }
    }

    /// <summary>Never through the middle of a surrogate pair.</summary>
    private static string Cut(string text) => text.Length <= LongestAttribute ? text
        : text[..(char.IsHighSurrogate(text[LongestAttribute - 1]) ? LongestAttribute - 1 : LongestAttribute)];
}
