using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>Invokes ReplayDeadLetters as an engineer on call would.</summary>
internal static class Replay
{
    public static async Task<Story> PlayAsync(Stage stage, Storyteller teller, CancellationToken ct)
    {
        var story = await stage.PlayAsync(stage.Cloud.ReplayDeadLetters, new SampleEvent("{}", "{}"), ct);
        teller.TellReplay(story, stage.Cloud.DeadLetters.Bodies.Count);
        return story;
    }

    /// <summary>Such as "Enriched×1"; the error where the replay itself failed.</summary>
    public static string Outcomes(Story replay) => replay.Answer.Json?["outcomes"] is JsonObject outcomes
        ? string.Join(", ", outcomes.Select(o => $"{o.Key}×{o.Value}"))
        : replay.Outcome;
}
