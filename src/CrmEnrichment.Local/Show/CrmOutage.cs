using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>
/// The CRM is down: an event of a cached customer is enriched all the same, two others are kept. The schedule tries one of them while the CRM is down,
/// and heals both when it is up again, without a person.
/// </summary>
internal sealed class CrmOutage(SampleEvent remembered, SampleEvent sample, SampleEvent another, SampleEvent schedule) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("the CRM is down, and the customer is cached", remembered.Name);
        stage.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));
        var spared = await stage.PlayAsync(stage.Cloud.EnrichInteraction, remembered, ct);
        teller.Tell(spared);
        yield return new Check("CRM down, customer cached", "Enriched", spared.Outcome, spared.Invocation.Last);

        teller.Title("the CRM is down, and nothing is cached", sample.Name);
        stage.Cloud.ForgetCustomers();
        var outage = await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct);
        teller.Tell(outage);
        yield return new Check("CRM down", "CrmUnavailable", outage.Outcome, outage.Invocation.Last);
        yield return new Check("CRM down: letters", "envelope", string.Join(", ", outage.Letters.Select(l => l.Form)), outage.Invocation.Last);

        teller.Title("one more call meanwhile", another.Name);
        teller.Tell(await stage.PlayAsync(stage.Cloud.EnrichInteraction, another, ct));

        teller.Title("the CRM is still down: the schedule tries one letter", schedule.Name);
        var canary = await Replay.PlayAsync(stage, teller, schedule, ct);
        yield return new Check("CRM still down: the schedule tries one", "CrmUnavailable×1", Replay.Outcomes(canary), canary.Invocation.Last);
        yield return new Check("CRM still down: letters that heal", "2", Replay.Count(canary, "healing"), canary.Invocation.Last);

        teller.Title("the CRM is up again: the schedule heals the letters", schedule.Name);
        stage.Cloud.Crm.Faults.Clear();
        var healed = await Replay.PlayAsync(stage, teller, schedule, ct);
        yield return new Check("CRM up again: healed without a person", "Enriched×2", Replay.Outcomes(healed), healed.Invocation.Last);
        yield return new Check("CRM up again: letters that heal", "0", Replay.Count(healed, "healing"), healed.Invocation.Last);
    }
}
