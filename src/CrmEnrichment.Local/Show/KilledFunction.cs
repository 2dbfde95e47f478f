using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The process dies in the middle of an event. Lambda tries again under the same request id.</summary>
internal sealed class KilledFunction(SampleEvent sample) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("kill -9 in the middle of an event", sample.Name);
        var cloud = stage.Cloud;
        cloud.ForgetCustomers();
        cloud.Crm.Faults.Next(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));
        var before = cloud.Crm.Requests.All.Count;
        var playing = stage.PlayAsync(cloud.EnrichInteraction, sample, ct);
        await cloud.Crm.Requests.ArrivalOfAsync(r => cloud.Crm.Requests.All.Skip(before).Contains(r), ct);
        cloud.EnrichInteraction.Kill();

        var story = await playing;
        teller.Tell(story);
        yield return new Check("killed: first attempt", "Runtime.ExitError", story.Invocation.Attempts[0].ErrorType ?? "none", story.Invocation.Attempts[0]);
        yield return new Check("killed: request ids", "1", story.Invocation.Attempts.Select(a => a.RequestId).Distinct(StringComparer.Ordinal).Count().ToString());
        yield return new Check("killed: in the end", "Enriched", story.Outcome, story.Invocation.Last);
    }
}
