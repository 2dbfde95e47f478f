using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>Invokes ReplayDeadLetters: as an engineer on call would, or as the schedule does.</summary>
internal static class Replay
{
    private static readonly SampleEvent s_byHand = new("{}", "{}");

    public static Task<Story> PlayAsync(Stage stage, Storyteller teller, CancellationToken ct) => PlayAsync(stage, teller, s_byHand, ct);

    public static async Task<Story> PlayAsync(Stage stage, Storyteller teller, SampleEvent request, CancellationToken ct)
    {
        var story = await stage.PlayAsync(stage.Cloud.ReplayDeadLetters, request, ct);
        teller.TellReplay(story, stage.Cloud.DeadLetters.Bodies.Count);
        return story;
    }

    /// <summary>Such as "Enriched×1"; the error where the replay itself failed.</summary>
    public static string Outcomes(Story replay) => replay.Answer.Json?["outcomes"] is JsonObject outcomes
        ? string.Join(", ", outcomes.Select(o => $"{o.Key}×{o.Value}"))
        : replay.Outcome;

    /// <summary>One of the report's counts; the error where the replay itself failed.</summary>
    public static string Count(Story replay, string member) => replay.Answer.Json?[member]?.ToString() ?? replay.Outcome;
}
