using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Reads Twilio's callbacks that tell of a task from its creation to its end, and of the phone call in it.</summary>
internal sealed class TwilioInteractionEventReader(TwilioOptions options) : IInteractionEventReader
{
    private static readonly Dictionary<string, InteractionStep> s_types = new(StringComparer.Ordinal)
    {
        [TwilioTaskReader.Created] = InteractionStep.Started,
        ["task.updated"] = InteractionStep.Updated,

        // The customer has left, and the agent's after-call work begins. Where a task needs none, it is completed at once.
        ["task.wrapup"] = InteractionStep.Ended,
        ["task.completed"] = InteractionStep.Closed,
        ["task.canceled"] = InteractionStep.Closed,
        ["reservation.accepted"] = InteractionStep.AgentJoined,
        ["reservation.wrapup"] = InteractionStep.AgentLeft,
        ["reservation.completed"] = InteractionStep.AfterCallWorkEnded,
    };

    public EventReading<InteractionEvent> Read(JsonElement payload)
    {
        if (payload.TryMember("source", out var source) && source.TryText(out var name) && name is TwilioCallback.VoiceSource)
        {
            return VoiceEvent.Read(payload, options);
        }

        var reading = TaskRouterEvent.Read(payload, s_types.Keys, "it tells nothing of a task's course", options);
        return reading.Then(e => Of(e, reading.Identity.StaleAt));
    }

    private EventReading<InteractionEvent> Of(TaskRouterEvent e, DateTimeOffset? staleAt)
    {
        var step = s_types[e.Type];
        var outcome = TaskAttributes.First(e.Attributes, options.OutcomeAttributes) ?? (e.Type is "task.completed" ? Text(e, "TaskCompletedReason") : null);
        var notes = TaskAttributes.Text(e.Attributes, options.NotesAttribute);
        if (step is InteractionStep.Updated && (outcome ?? notes) is null)
        {
            // Our own context among them: each write of attributes is such an event.
            return new EventReading<InteractionEvent>.NotOurs("the task was changed, and has no outcome or notes");
        }

        var ofAgent = e.Type.StartsWith("reservation.", StringComparison.Ordinal);
        var party = TaskParty.Read(e.Attributes, e.Fields.Text("TaskChannelUniqueName"), options);
        var read = new InteractionEvent
        {
            Origin = TaskAttributesWriter.TaskOrigin,
            InteractionId = e.TaskSid,
            Step = step,
            At = e.At,
            StaleAt = staleAt,
            CallId = TaskAttributes.Text(e.Attributes, TaskAttributes.Call) is { } call && TwilioSid.IsCall(call) ? call : null,

            // A worker who gets the task twice has two reservations.
            AgentSession = ofAgent ? Text(e, "ReservationSid") ?? Text(e, "WorkerSid") : null,
            AgentId = ofAgent ? Text(e, "WorkerSid") : null,
            AgentName = ofAgent ? Text(e, "WorkerName") : null,
            AgentEmail = ofAgent ? TaskAttributes.Text(e.AttributesOf("WorkerAttributes"), options.WorkerEmailAttribute) : null,
            HasAnswered = ofAgent,
            QueueId = Text(e, "TaskQueueSid"),
            QueueName = Text(e, "TaskQueueName"),
            WrapUpName = ofAgent ? null : outcome,
            Notes = ofAgent ? null : notes,
            MediaType = party.MediaType,
            Direction = party.Direction,
            Caller = party.Caller,
            OwnNumber = party.OwnNumber,
            CustomerId = TaskAttributes.Text(e.Attributes, options.CustomerIdAttribute),
        };
        return e.Fields.Problem is { } problem ? new EventReading<InteractionEvent>.Invalid(problem) : new EventReading<InteractionEvent>.Ours(read);
    }

    private static string? Text(TaskRouterEvent e, string field) => e.Fields.Text(field) is { Length: > 0 } text ? text : null;
}
