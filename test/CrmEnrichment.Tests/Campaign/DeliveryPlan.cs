using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>In which order the events arrive, and which arrive more than once.</summary>
internal static class DeliveryPlan
{
    /// <summary>By how many places an event, and a duplicate, may be late.</summary>
    private const int Shuffle = 50, Echo = 200;

    public static List<(CampaignEvent Event, string Payload)> Of(IReadOnlyList<CampaignEvent> events, Random dice)
    {
        var due = new List<(double At, CampaignEvent Event, string Payload)>();
        foreach (var (index, sent) in events.Index())
        {
            due.Add((index + (dice.NextDouble() * Shuffle), sent, sent.Payload));
            switch (dice.Next(100))
            {
                case < 6:
                    due.Add((index + (dice.NextDouble() * Echo), sent, sent.Payload));
                    break;
                case < 9:
                    // At the same moment: the two are at work side by side.
                    due.Add((due[^1].At, sent, sent.Payload));
                    break;
                case < 14:
                    due.Add((index + (dice.NextDouble() * Echo), sent, InAnotherEnvelope(sent.Payload, dice)));
                    break;
                default:
                    break;
            }
        }

        return [.. due.OrderBy(d => d.At).Select(d => (d.Event, d.Payload))];
    }

    /// <summary>As Genesys re-publishes: the same content under a new id.</summary>
    private static string InAnotherEnvelope(string payload, Random dice)
    {
        if (!payload.StartsWith('{') || !payload.EndsWith("}}", StringComparison.Ordinal))
        {
            return payload;
        }

        var copy = JsonNode.Parse(payload)!;
        copy["id"] = new Guid(dice.Next(), 0, 0, new byte[8]).ToString();
        return copy.ToJsonString();
    }
}
