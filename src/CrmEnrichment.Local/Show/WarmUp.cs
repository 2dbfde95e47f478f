using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>
/// Starts the function with an event that is not judged, because some code runs for the first time. The times after it are those of a warm process.
/// </summary>
internal sealed class WarmUp(SampleEvent sample) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Note("Warm-up: starting EnrichInteraction; its first event is not judged …");
        var first = (await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct)).Invocation.Last;
        stage.Cloud.ForgetCustomers();
        teller.Note($"{first.InitDuration?.TotalMilliseconds:F0} ms to start the process, {first.Duration.TotalMilliseconds:F0} ms for its first event.");
        yield break;
    }
}
