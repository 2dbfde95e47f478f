using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Calls;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Web.Calls;

/// <summary>What is asked for which agent, out of a path and a JSON body.</summary>
internal sealed partial record CallRequest(string Agent, CallOrder Order)
{
    private const string Path = "/calls";
    private const int LongestText = 255;

    /// <summary>VICIdial keeps no more of a callback's.</summary>
    private const int LongestComment = 100;

    /// <returns>The order, or what is wrong with the request.</returns>
    public static (CallRequest? Request, ApiAnswer? Problem) Read(ApiRequest request, PhoneNumberReader numbers)
    {
        var parts = request.Path.Split('/');
        if (parts is not (["", "calls"] or ["", "calls", _, "pause" or "resume" or "hangup" or "disposition" or "transfer" or "recording" or "fields"]))
        {
            return (null, ApiAnswer.Problem(404, "Not found", $"The paths are {Path} and {Path}/AGENT/ with pause, resume, hangup, disposition, transfer, recording or fields."));
        }

        if (request.Method is not "POST")
        {
            return (null, ApiAnswer.Problem(405, "Method not allowed", "Use POST.").With("allow", "POST"));
        }

        if (Body(request) is not { ValueKind: JsonValueKind.Object } body)
        {
            return (null, ApiAnswer.Bad("body", "Send a JSON object (application/json)."));
        }

        var agent = parts.Length > 2 ? parts[2] : Text(body, "agent");
        if (agent is null || !Id.IsMatch(agent))
        {
            return (null, ApiAnswer.Bad("agent", "Name the agent by the VICIdial user: 2 to 20 letters, digits, dashes and underscores."));
        }

        var (order, problem) = (parts.Length > 2 ? parts[3] : "dial") switch
        {
            "dial" => Dial(body, numbers),
            "pause" => (new CallOrder.Pause(), null),
            "resume" => (new CallOrder.Resume(), null),
            "hangup" => (new CallOrder.HangUp(), null),
            "disposition" => Disposition(body),
            "transfer" => Transfer(body, numbers),
            "recording" => Recording(body),
            _ => Fields(body),
        };
        return order is null ? (null, problem) : (new(agent, order), null);
    }

    private static (CallOrder? Order, ApiAnswer? Problem) Dial(JsonElement body, PhoneNumberReader numbers)
    {
        var lead = Text(body, "lead_id");
        return lead is not null && !Digits.IsMatch(lead) ? (null, ApiAnswer.Bad("lead_id", "Give lead_id as VICIdial's number of the lead, or leave it out."))
            : numbers.Read(Text(body, "phone")).Phone is { } number ? (new CallOrder.Dial(number, lead, IsTrue(body, "preview")), null)
            : (null, ApiAnswer.Bad("phone", "Give phone as a number that can be called, best in E.164: +13175550142."));
    }

    private static (CallOrder? Order, ApiAnswer? Problem) Disposition(JsonElement body)
    {
        var (status, at, comments) = (Text(body, "status"), Text(body, "callback_at"), body.TryMember("comments", out var given) && given.TryText(out var text) ? text : null);
        return status is null || !CallsOptions.IsStatus(status) ? (null, ApiAnswer.Bad("status", "Give status as the code of the outcome: 1 to 6 letters, digits, dashes and underscores."))
            : at is not null && !DateTime.TryParseExact(at, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? (null, ApiAnswer.Bad("callback_at", "Give callback_at in the time of VICIdial's server: 2027-01-05 14:30:00."))
            : comments?.Length > LongestComment ? (null, ApiAnswer.Bad("comments", $"Give comments of at most {LongestComment} characters."))
            : (new CallOrder.Disposition(new DispositionRequest(status, at, IsTrue(body, "callback_is_own"), comments)), null);
    }

    private static (CallOrder? Order, ApiAnswer? Problem) Transfer(JsonElement body, PhoneNumberReader numbers)
    {
        var (phone, extension, group) = (Text(body, "phone"), Text(body, "extension"), Text(body, "in_group"));
        if (new[] { phone, extension, group }.Count(one => one is not null) != 1)
        {
            return (null, ApiAnswer.Bad("phone", "Say where to: one of phone, extension and in_group."));
        }

        var number = phone is null ? null : numbers.Read(phone).Phone;
        return phone is not null && number is null ? (null, ApiAnswer.Bad("phone", "Give phone as a number that can be called, best in E.164: +13175550142."))
            : extension is not null && !Extension.IsMatch(extension) ? (null, ApiAnswer.Bad("extension", "Give extension as 2 to 6 digits."))
            : group is not null && !Id.IsMatch(group) ? (null, ApiAnswer.Bad("in_group", "Give in_group as VICIdial's id of it: 2 to 20 letters, digits, dashes and underscores."))
            : (new CallOrder.Transfer(new TransferRequest(group is null ? TransferKind.Blind : TransferKind.LocalCloser, number?.NationalDigits ?? extension, group, IsConsultative: false)), null);
    }

    private static (CallOrder? Order, ApiAnswer? Problem) Recording(JsonElement body) => (Text(body, "action"), Text(body, "suffix")) switch
    {
        (_, { } suffix) when !Suffix.IsMatch(suffix) => (null, ApiAnswer.Bad("suffix", "Give suffix as 1 to 14 letters, digits, dashes and underscores, or leave it out.")),
        ("start", var suffix) => (new CallOrder.Record(Starts: true, suffix), null),
        ("stop", _) => (new CallOrder.Record(Starts: false, Suffix: null), null),
        _ => (null, ApiAnswer.Bad("action", "Give action as start or stop.")),
    };

    private static (CallOrder? Order, ApiAnswer? Problem) Fields(JsonElement body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body.TryMember("fields", out var fields) && fields.ValueKind is JsonValueKind.Object)
        {
            foreach (var field in fields.EnumerateObject())
            {
                if (!LeadFields.Changeable.Contains(field.Name, StringComparer.Ordinal) || !field.Value.TryText(out var value) || value.Length > LongestText)
                {
                    return (null, ApiAnswer.Bad("fields", $"Give fields of a lead as texts of at most {LongestText} characters: {string.Join(", ", LeadFields.Changeable)}."));
                }

                values[field.Name] = value;
            }
        }

        return values.Count > 0 ? (new CallOrder.Fields(values), null) : (null, ApiAnswer.Bad("fields", "Say which fields: {\"fields\": {\"city\": \"…\"}}."));
    }

    private static JsonElement? Body(ApiRequest request)
    {
        try
        {
            return request.Body.Length == 0 ? ReceivedJson.Parse("{}") : request.IsJson ? ReceivedJson.Parse(request.Body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement body, string name) => body.TryMember(name, out var member) && member.TryText(out var text) && text.Length is > 0 and <= LongestText ? text : null;

    private static bool IsTrue(JsonElement body, string name) => body.TryMember(name, out var member) && member.ValueKind is JsonValueKind.True;

    // The order may hold a number.
    public override string ToString() => $"{Order.Name} for {Agent}";

    /// <summary>Of a user, and of an in-group.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,20}\z", RegexOptions.None, 10_000)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,14}\z", RegexOptions.None, 10_000)]
    private static partial Regex Suffix { get; }

    [GeneratedRegex(@"^[0-9]{1,10}\z", RegexOptions.None, 10_000)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"^[0-9]{2,6}\z", RegexOptions.None, 10_000)]
    private static partial Regex Extension { get; }
}
