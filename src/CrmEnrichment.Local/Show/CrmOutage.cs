using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The CRM is away: a caller who is remembered is enriched all the same, the other's event is kept, and replayed when the CRM is back.</summary>
internal sealed class CrmOutage(SampleEvent remembered, SampleEvent sample) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("the CRM is away, and the caller is remembered", remembered.Name);
        stage.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));
        var spared = await stage.PlayAsync(stage.Cloud.EnrichInteraction, remembered, ct);
        teller.Tell(spared);
        yield return new Check("CRM away, caller remembered", "Enriched", spared.Outcome);

        teller.Title("the CRM is away, and nobody is remembered", sample.Name);
        stage.Cloud.ForgetCustomers();
        var outage = await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct);
        teller.Tell(outage);
        yield return new Check("CRM away", "CrmUnavailable", outage.Outcome);
        yield return new Check("CRM away: letters", "envelope", string.Join(", ", outage.Letters.Select(l => l.Form)));

        teller.Title("the CRM is back: ReplayDeadLetters");
        stage.Cloud.Crm.Faults.Clear();
        var replay = await Replay.PlayAsync(stage, teller, ct);
        yield return new Check("CRM back: replayed", "Enriched×1", Replay.Outcomes(replay));
    }
}
