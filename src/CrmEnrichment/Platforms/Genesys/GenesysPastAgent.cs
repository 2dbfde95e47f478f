using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>One agent's part in a past conversation, told as <c>user.start</c>, <c>user.end</c>, <c>acw</c> and <c>wrapup</c> would have.</summary>
internal static class GenesysPastAgent
{
    /// <param name="like">What the events of the conversation have in common.</param>
    /// <param name="participant">The agent's.</param>
    /// <param name="ended">The end of the conversation; null while it goes on.</param>
    public static IEnumerable<InteractionEvent> Read(InteractionEvent like, JsonElement participant, DateTimeOffset? ended)
    {
        var fields = new FieldReader(participant, "participant");
        var segments = GenesysSegment.Of(participant);
        if (fields.Uuid("participantId") is not { } id || segments.Count == 0)
        {
            yield break;
        }

        // The number is the customer's in events of agents, too.
        like = like with { AgentSession = id, AgentId = fields.Text("userId"), QueueId = segments.Select(segment => segment.QueueId).LastOrDefault(queue => queue is not null) };
        var present = segments.Where(segment => !segment.IsWrapUp).ToList();
        if (present.Count > 0)
        {
            yield return like with { Step = InteractionStep.AgentJoined, At = present[0].Start };
            if (present.All(segment => segment.End is not null) || ended is not null)
            {
                var left = present.Max(segment => segment.End ?? ended ?? segment.Start);
                yield return like with
                {
                    Step = InteractionStep.AgentLeft,
                    At = left,
                    TalkTime = GenesysSegment.Together(present.Where(segment => segment.Type is "interact"), left),
                    HoldTime = GenesysSegment.Together(present.Where(segment => segment.Type is "hold"), left),
                };
            }
        }

        // After-call work that still lasts has no end, and its wrap-up comes later.
        foreach (var segment in segments.Where(segment => segment.WrapUpCode is not null || (segment.IsWrapUp && segment.End is not null)))
        {
            yield return like with
            {
                Step = segment.IsWrapUp && segment.End is not null ? InteractionStep.AfterCallWorkEnded : InteractionStep.WrappedUp,
                At = segment.End ?? segment.Start,
                WrapUpCode = segment.WrapUpCode,
                Notes = segment.Notes,
            };
        }
    }
}
