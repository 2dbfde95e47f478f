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

    private string Event(string topic, int seconds, string participant, Action<JsonObject>? with = null) =>
        PartnerEvent.Write(Id, topic, participant, start.AddSeconds(seconds * pace), number, () => Guid.NewGuid().ToString(), with);
}
