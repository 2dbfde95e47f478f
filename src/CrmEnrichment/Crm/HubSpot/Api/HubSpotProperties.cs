using System.Text.Json;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>Whether the properties exist that the fields name. A search or a record leaves out one that does not, without an error.</summary>
/// <remarks>The scopes of look-ups suffice for it, says HubSpot's description. Where a key may not ask all the same, look-ups go on, and the log says that nothing was checked.</remarks>
internal sealed partial class HubSpotProperties(string source, HubSpotConnection connection, UpstreamClients clients)
{
    /// <summary>One that holds sensitive data is found under its own word only.</summary>
    private static readonly string[] s_sensitivities = ["non_sensitive", "sensitive", "highly_sensitive"];

    /// <param name="type">Of the records.</param>
    /// <param name="names">As HubSpot calls them.</param>
    /// <param name="right">What reading them needs.</param>
    /// <param name="settings">Which settings name them.</param>
    /// <param name="ct">Ends the check.</param>
    /// <exception cref="UpstreamException">Names those that do not exist.</exception>
    public async Task RequireAsync(string type, IReadOnlyList<string> names, string right, string settings, CancellationToken ct)
    {
        var missing = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var sensitivity in s_sensitivities.TakeWhile(_ => missing.Count > 0))
        {
            try
            {
                missing.ExceptWith(await connection.PropertiesAsync(type, Write(missing, sensitivity), right, ct));
            }
            catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Forbidden)
            {
                // Sensitive ones have scopes of their own. Whoever lacks them does not get those properties in a look-up either.
                if (ReferenceEquals(sensitivity, s_sensitivities[0]))
                {
                    NotChecked(clients.Log, source, type);
                    return;
                }
            }
        }

        if (missing.Count > 0)
        {
            throw new UpstreamException(
                source,
                UpstreamFault.Rejected,
                $"{source}: HubSpot has no {string.Join(", ", missing.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))} of {type}, or does not show it to this key. Correct {settings}, or create the property.");
        }
    }

    private static byte[] Write(IEnumerable<string> names, string sensitivity)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("archived", value: false);
            json.WriteString("dataSensitivity", sensitivity);
            json.WriteStartArray("inputs");
            foreach (var name in names)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    [LoggerMessage(207, LogLevel.Information, "Properties of {Type} in {Source} were not checked: the key may not read their definitions. A misspelt one in Fields would be left out")]
    private static partial void NotChecked(ILogger log, string source, string type);
}
