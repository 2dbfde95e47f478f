using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>What TaskRouter's event callbacks about tasks and reservations have in common (docs/contracts.md).</summary>
/// <param name="Type">Such as <c>task.created</c>.</param>
/// <param name="Attributes">Of the task; null where they are no JSON object.</param>
/// <param name="At">The event's own time, else when it reached us.</param>
/// <param name="Fields">For what only some types carry; who reads more looks at its problem again.</param>
internal sealed record TaskRouterEvent(string Type, string TaskSid, JsonElement? Attributes, DateTimeOffset At, FieldReader Fields)
{
    /// <summary>Twilio's forms have some KB; the door refuses longer bodies.</summary>
    private const int LongestAttributes = 65_536;

    /// <param name="payload">The whole event.</param>
    /// <param name="types">Those that are ours.</param>
    /// <param name="notOurs">Why the others are not.</param>
    /// <param name="options">Whose workspace, and how old an event may be.</param>
    public static EventReading<TaskRouterEvent> Read(JsonElement payload, IEnumerable<string> types, string notOurs, TwilioOptions options) =>
        TwilioCallback.Read(payload, TwilioCallback.TaskRouterSource).Then(callback => Read(callback, types, notOurs, options)) switch
        {
            EventReading<TaskRouterEvent>.Ours ours => ours with { Identity = ours.Identity with { OccurredAt = ours.Event.At, StaleAt = ours.Event.At + options.MaxEventAge } },
            var other => other,
        };

    public JsonElement? AttributesOf(string field) => TaskAttributes.Parse(Fields.LongText(field, LongestAttributes));

    private static EventReading<TaskRouterEvent> Read(TwilioCallback callback, IEnumerable<string> types, string notOurs, TwilioOptions options)
    {
        var fields = new FieldReader(callback.Detail, "event.detail");
        var type = fields.Text("EventType");
        var workspace = fields.Text("WorkspaceSid");
        if (fields.Problem is { } problem)
        {
            return new EventReading<TaskRouterEvent>.Invalid(problem);
        }

        // Events of other types have other fields, which is no error.
        if (type is null || !types.Contains(type, StringComparer.Ordinal))
        {
            return type is null
                ? new EventReading<TaskRouterEvent>.Invalid("event.detail.EventType is missing: send what TaskRouter sent.")
                : new EventReading<TaskRouterEvent>.NotOurs(notOurs);
        }

        if (workspace is not null && !string.Equals(workspace, options.WorkspaceSid, StringComparison.OrdinalIgnoreCase))
        {
            return new EventReading<TaskRouterEvent>.NotOurs("the event is of another workspace than Twilio__WorkspaceSid");
        }

        if (fields.Text("TaskSid") is not { } task || !TwilioSid.IsTask(task))
        {
            return new EventReading<TaskRouterEvent>.Invalid("event.detail.TaskSid is missing or no task's SID: send WT and 32 hexadecimal digits.");
        }

        var at = Time(fields) ?? callback.ReceivedAt;
        var attributes = TaskAttributes.Parse(fields.LongText("TaskAttributes", LongestAttributes));
        return fields.Problem is { } wrong ? new EventReading<TaskRouterEvent>.Invalid(wrong)
            : at is null ? new EventReading<TaskRouterEvent>.Invalid("event.detail.TimestampMs and event.time are missing or no time: send what TaskRouter sent.")
            : new EventReading<TaskRouterEvent>.Ours(new(type, task, attributes, at.Value, fields));
    }

    private static DateTimeOffset? Time(FieldReader fields) =>
        Number(fields.Text("TimestampMs")) is { } milliseconds and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : Number(fields.Text("Timestamp")) is { } seconds and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
