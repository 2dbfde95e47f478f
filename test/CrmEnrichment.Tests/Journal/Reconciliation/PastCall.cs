using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Journal.Reconciliation;

/// <summary>One answered call as Genesys Cloud tells of it: ten seconds in the queue, a minute of talk, twenty seconds of after-call work.</summary>
/// <param name="start">Its beginning.</param>
/// <param name="number">The customer's.</param>
/// <param name="pace">Below 1 all of it is shorter.</param>
internal sealed class PastCall(DateTimeOffset start, string number = PastCall.Number, double pace = 1)
{
    public const string Number = "+13175560777";

    public const string WrapUp = "51a20005-4a1b-4c2d-8e3f-09dd323e9aab";

    private readonly string _customer = Guid.NewGuid().ToString(), _agent = Guid.NewGuid().ToString();

    public string Id { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset EndsAt => start.AddSeconds(90 * pace);

    public string TrackingId => $"genesys-{Id}";

    public string CustomerStart => Event("customer.start", 0, _customer);

    public string UserStart => Event("user.start", 10, _agent, body => body["userId"] = "51a20002-4a1b-4c2d-8e3f-09dd323e3dde");

    public string UserEnd => Event("user.end", 70, _agent, body => (body["userId"], body["interactingDurationMs"], body["heldDurationMs"]) = ("51a20002-4a1b-4c2d-8e3f-09dd323e3dde", 55_000 * pace, 3_000 * pace));

    public string Acw => Event("acw", 90, _agent, body => (body["userId"], body["wrapupCode"], body["wrapupNotes"]) = ("51a20002-4a1b-4c2d-8e3f-09dd323e3dde", WrapUp, "Pays on Friday 😀"));

    public string CustomerEnd => Event("customer.end", 70, _customer, body => body["interactingDurationMs"] = 70_000 * pace);

    /// <summary>Without <see cref="Acw"/>: nobody wrapped up.</summary>
    public IReadOnlyList<string> WithoutWrapUp => [CustomerStart, UserStart, UserEnd, CustomerEnd];

    public IReadOnlyList<string> Whole => [.. WithoutWrapUp, Acw];

    private string Event(string topic, int seconds, string participant, Action<JsonObject>? with = null)
    {
        var at = start.AddSeconds(seconds * pace);
        var body = new JsonObject
        {
            ["eventTime"] = at.ToUnixTimeMilliseconds(),
            ["conversationId"] = Id,
            ["participantId"] = participant,
            ["sessionId"] = participant,
            ["mediaType"] = "VOICE",
            ["direction"] = "INBOUND",
            ["ani"] = $"tel:{number}",
            ["dnis"] = "tel:+13175550100",
            ["queueId"] = "51a20001-4a1b-4c2d-8e3f-09dd323e1eef",
        };
        with?.Invoke(body);
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = $"v2.detail.events.conversation.{{id}}.{topic}",
            ["source"] = "aws.partner/genesys.com/cloud/0b9a3c5e-6f1d-4c1b-9b3e-2a7f4d8e5c10/crm-enrichment",
            ["time"] = at.ToString("O"),
            ["detail"] = new JsonObject { ["topicName"] = $"v2.detail.events.conversation.{Id}.{topic}", ["version"] = "2", ["eventBody"] = body, ["metadata"] = new JsonObject { ["CorrelationId"] = Guid.NewGuid().ToString() } },
        }.ToJsonString();
    }
}
