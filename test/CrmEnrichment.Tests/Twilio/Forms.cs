using System.Globalization;
using CrmEnrichment.Local.Twilio;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>Callbacks as Twilio sends them, of one inbound call.</summary>
internal static class Forms
{
    public const string TaskSid = "WT00000000000000000000000000000001";
    public const string Call = "CA00000000000000000000000000000001";
    public const string Worker = "WK00000000000000000000000000000001";

    public const string Attributes =
        """{"from":"+13175550142","called":"+13175550100","call_sid":"CA00000000000000000000000000000001","direction":"inbound","other_system":{"kept":[1,2.50]}}""";

    /// <param name="type">Such as <c>task.created</c>.</param>
    /// <param name="seconds">After the call's start.</param>
    /// <param name="start">Of the call.</param>
    /// <param name="more">Further fields, or others in place of the usual ones.</param>
    public static Dictionary<string, string> TaskRouter(string type, int seconds, DateTimeOffset start, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Sid"] = $"EV{Math.Abs(string.GetHashCode(type, StringComparison.Ordinal)) % 1000:D16}{seconds:D16}",
            ["AccountSid"] = TwilioAccount.Sid,
            ["EventType"] = type,
            ["WorkspaceSid"] = TwilioAccount.Workspace,
            ["TaskSid"] = TaskSid,
            ["TaskAttributes"] = Attributes,
            ["TaskChannelUniqueName"] = "voice",
            ["TaskQueueName"] = "Support",
            ["TimestampMs"] = start.AddSeconds(seconds).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        return form;
    }

    public static Dictionary<string, string> OfReservation(string type, int seconds, DateTimeOffset start) => TaskRouter(
        type, seconds, start,
        ("ReservationSid", "WR00000000000000000000000000000001"), ("WorkerSid", Worker), ("WorkerName", "dana"), ("WorkerAttributes", """{"email":"dana@example.com"}"""));

    public static Dictionary<string, string> Voice(params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["AccountSid"] = TwilioAccount.Sid, ["CallSid"] = Call };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        return form;
    }
}
