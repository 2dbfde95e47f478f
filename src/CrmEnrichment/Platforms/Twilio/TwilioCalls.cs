using CrmEnrichment.State;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Which task a phone call belongs to: remembered from the task's own events, because TaskRouter finds no task that is over by its call.</summary>
internal sealed class TwilioCalls(IStateStore store, TwilioClient twilio) : IInteractionParts
{
    private const string Prefix = "call/twilio/";

    /// <summary>A recording may be ready long after the call.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(2);

    public async Task<InteractionEvent?> PlaceAsync(InteractionEvent e, CancellationToken ct)
    {
        switch (e.Origin)
        {
            case TaskAttributesWriter.TaskOrigin when e is { CallId: { } call, Step: InteractionStep.Started or InteractionStep.AgentJoined }:
                await store.PutAsync(Prefix + call, e.InteractionId, s_kept, ct);
                return e;
            case VoiceEvent.CallOrigin:
                var task = await store.GetAsync(Prefix + e.InteractionId, ct) ?? await twilio.FindOfCallAsync(e.InteractionId, ct);
                return task is null ? null : e with { Origin = TaskAttributesWriter.TaskOrigin, InteractionId = task };
            default:
                return e;
        }
    }
}
