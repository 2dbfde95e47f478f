using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>Neither the CRM nor the queue answers: the function throws, Lambda retries, and keeps the event itself.</summary>
internal sealed class TotalOutage(SampleEvent sample) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("the CRM is down, and so is SQS", sample.Name);
        stage.Cloud.ForgetCustomers();
        stage.Cloud.Crm.Faults.Always(Request.Any, Fault.ConnectionReset);
        stage.Cloud.AwsFaults.Always(Request.For("SendMessage"), Fault.Answer(503));
        var outage = await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct);
        teller.Tell(outage);
        yield return new Check("all down: attempts", "3", outage.Invocation.Attempts.Count.ToString(), outage.Invocation.Last);
        yield return new Check("all down: letters", "Lambda's on-failure record", string.Join(", ", outage.Letters.Select(l => l.Form)), outage.Invocation.Last);

        teller.Title("both are up again: ReplayDeadLetters");
        stage.Cloud.Crm.Faults.Clear();
        stage.Cloud.AwsFaults.Clear();
        var replay = await Replay.PlayAsync(stage, teller, ct);
        yield return new Check("all up again: replayed", "Enriched×1", Replay.Outcomes(replay), replay.Invocation.Last);
    }
}
