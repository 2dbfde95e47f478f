using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Twilio's status callbacks of a phone call: how long it was, and where its recording is. Which task it belongs to they do not say.</summary>
internal static class VoiceEvent
{
    /// <summary>An interaction by the call in it; <see cref="TwilioCalls"/> finds the task.</summary>
    public const string CallOrigin = "twilio/call";

    public static EventReading<InteractionEvent> Read(JsonElement payload, TwilioOptions options) =>
        TwilioCallback.Read(payload, TwilioCallback.VoiceSource).Then(callback => Read(callback, options)) switch
        {
            EventReading<InteractionEvent>.Ours ours => ours with { Identity = ours.Identity with { OccurredAt = ours.Event.At, StaleAt = ours.Event.StaleAt } },
            var other => other,
        };

    private static EventReading<InteractionEvent> Read(TwilioCallback callback, TwilioOptions options)
    {
        var fields = new FieldReader(callback.Detail, "event.detail");
        var isOver = fields.Text("CallStatus") is "completed" or "busy" or "no-answer" or "failed" or "canceled";
        var recording = Uri.TryCreate(fields.Text("RecordingUrl"), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
        if (fields.Problem is null && !isOver && recording is null)
        {
            return new EventReading<InteractionEvent>.NotOurs("the call goes on");
        }

        var call = fields.Text("CallSid");
        var at = Time(fields.Text("Timestamp")) ?? callback.ReceivedAt;
        var direction = TaskParty.DirectionOf(fields.Text("Direction"));
        var (theirs, ours) = direction is "OUTBOUND" ? (fields.Text("To"), fields.Text("From")) : (fields.Text("From"), fields.Text("To"));
        var duration = fields.Text("CallDuration");
        return fields.Problem is { } problem ? new EventReading<InteractionEvent>.Invalid(problem)
            : !TwilioSid.IsCall(call) ? new EventReading<InteractionEvent>.Invalid("event.detail.CallSid is missing or no call's SID: send CA and 32 hexadecimal digits.")
            : at is null ? new EventReading<InteractionEvent>.Invalid("event.detail.Timestamp and event.time are missing or no time: send what Twilio sent.")
            : new EventReading<InteractionEvent>.Ours(new()
            {
                Origin = CallOrigin,
                InteractionId = call!,
                Step = InteractionStep.Updated,
                At = at.Value,
                StaleAt = at.Value + options.MaxEventAge,
                MediaType = "VOICE",
                Direction = direction,
                Caller = TaskParty.CallerOf(theirs, "VOICE"),
                OwnNumber = ours is { Length: > 0 } ? ours : null,
                Duration = int.TryParse(duration, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
                Recording = recording,
            });
    }

    /// <summary>As RFC 2822 writes it: <c>Tue, 05 Jan 2027 14:03:11 +0000</c>.</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
