using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>One event on a fine day.</summary>
internal sealed class SingleEvent(string title, SampleEvent sample, string outcome) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title(title, sample.Name);
        var story = await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct);
        teller.Tell(story);
        yield return new Check(title, outcome, story.Outcome, story.Invocation.Last);
    }
}
