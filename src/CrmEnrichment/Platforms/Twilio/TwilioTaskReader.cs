using System.Text.Json;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Reads TaskRouter's callbacks that start an enrichment: a task was created.</summary>
internal sealed class TwilioTaskReader(TwilioOptions options) : IInteractionReader
{
    public const string Created = "task.created";

    public EventReading<Interaction> Read(JsonElement payload)
    {
        var reading = TaskRouterEvent.Read(payload, [Created], "only task.created starts an enrichment", options);
        return reading.Then(e => e.Attributes is not null
            ? Of(e, reading.Identity.StaleAt)
            : new EventReading<Interaction>.Invalid("event.detail.TaskAttributes is no JSON object, so it does not say who the caller is: correct what writes the attributes of tasks."));
    }

    private EventReading<Interaction> Of(TaskRouterEvent e, DateTimeOffset? staleAt)
    {
        var party = TaskParty.Read(e.Attributes, e.Fields.Text("TaskChannelUniqueName"), options);
        return e.Fields.Problem is { } problem
            ? new EventReading<Interaction>.Invalid(problem)
            : new EventReading<Interaction>.Ours(new()
            {
                Origin = TaskAttributesWriter.TaskOrigin,
                Id = e.TaskSid,
                MediaType = party.MediaType,
                Caller = party.Caller,
                CustomerId = TaskAttributes.Text(e.Attributes, options.CustomerIdAttribute),
                OccurredAt = e.At,
                StaleAt = staleAt,
            });
    }
}
