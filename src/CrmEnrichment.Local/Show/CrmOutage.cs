using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The CRM is down: an event of a cached customer is enriched all the same, another one is kept, and replayed when the CRM is up again.</summary>
internal sealed class CrmOutage(SampleEvent remembered, SampleEvent sample) : Scene
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

        teller.Title("the CRM is up again: ReplayDeadLetters");
        stage.Cloud.Crm.Faults.Clear();
        var replay = await Replay.PlayAsync(stage, teller, ct);
        yield return new Check("CRM up again: replayed", "Enriched×1", Replay.Outcomes(replay), replay.Invocation.Last);
    }
}
