using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Writes what flows read: always the same members, null where nothing is known.</summary>
internal sealed class CustomerAnswer(LookupOptions options, TimeProvider time)
{
    private static readonly string[] s_texts = ["caller_email", "account_status", "last_interaction", "preferred_agent"];

    /// <summary>Nothing could be found out in time. Flows go on: for them it is an answer as any other.</summary>
    public ApiAnswer Minimal(PhoneNumber? phone, string why) => Of(phone, LookupStatus.Failed, 0, ReadOnlyDictionary<string, JsonElement>.Empty, [], why, []);

    public ApiAnswer Of(PhoneNumber? phone, Found found)
    {
        List<(string Source, string Why)> failed = [.. found.Failures.Select(failure => (failure.Upstream, NothingFound.Why(failure, found.WhileStarting)))];
        return Of(phone, found.Status, found.Matches, found.Fields, found.Origins.Values.Distinct(StringComparer.Ordinal), NothingFound.Of([.. failed.Select(source => source.Why)]), failed);
    }

    private ApiAnswer Of(
        PhoneNumber? phone, LookupStatus status, int matches, IReadOnlyDictionary<string, JsonElement> fields, IEnumerable<string> sources, string? why, IEnumerable<(string Source, string Why)> failed) => new(200, ApiAnswer.Write(json =>
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        json.WriteString("phone_number", phone?.E164);
        json.WriteString("lookup_status", Name(status));
        json.WriteString("lookup_timestamp", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("matches", matches);
        json.WriteString("caller_name", Text("caller_name") ?? "Unknown");
        foreach (var member in s_texts)
        {
            json.WriteString(member, Text(member));
        }

        if (Text("vip_customer") is { } vip)
        {
            json.WriteBoolean("vip_customer", IsYes(vip));
        }
        else
        {
            json.WriteNull("vip_customer");
        }

        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.WriteString("failure_reason", why);
        json.WriteStartArray("failed_sources");
        foreach (var (source, reason) in failed)
        {
            json.WriteStartObject();
            json.WriteString("source", source);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields.Where(field => !used.Contains(field.Key)))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();

        string? Text(string member)
        {
            foreach (var name in options.FieldsOf(member))
            {
                if (fields.TryGetValue(name, out var value) && AsText(value) is { Length: > 0 } text)
                {
                    used.Add(name);
                    return text;
                }
            }

            return null;
        }
    }));

    private static string Name(LookupStatus status) => status switch
    {
        LookupStatus.Found => "found",
        LookupStatus.NoMatch => "no_match",
        LookupStatus.Ambiguous => "ambiguous",
        LookupStatus.Partial => "partial",
        _ => "failed",
    };

    /// <summary>Flows compare texts. Lists and objects stay among the fields.</summary>
    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.TryText(out var text) ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static bool IsYes(string text) => text.Trim().ToUpperInvariant() is "TRUE" or "YES" or "Y" or "1" or "VIP";
}
