using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>One call as Genesys Cloud tells of it, and what the CRM must know afterwards.</summary>
/// <param name="Id">The conversation's.</param>
/// <param name="Kind">For the balance.</param>
/// <param name="Customer">The CRM's id; null for a caller nobody knows.</param>
/// <param name="Agents">How many talked.</param>
/// <param name="Outcome">The last wrap-up's code; null for an abandoned call.</param>
/// <param name="Events">In the order in which they happened.</param>
internal sealed record CampaignCall(string Id, string Kind, string? Customer, int Agents, string? Outcome, IReadOnlyList<string> Events)
{
    private static readonly DateTimeOffset s_start = new(2026, 8, 20, 14, 3, 11, TimeSpan.Zero);

    public string TrackingId => $"genesys-{Id}";

    public static CampaignCall Throw(Random dice, IReadOnlyList<(string Id, string Number)> customers)
    {
        var (id, customer) = (NewId(dice), customers[dice.Next(customers.Count)]);
        var (kind, agents) = dice.Next(10) switch
        {
            < 5 => ("answered", 1),
            < 7 => ("transferred", 2),
            7 => ("wrapped up late", 1),
            8 => ("abandoned", 0),
            _ => ("unknown caller", 1),
        };
        var number = kind is "unknown caller" ? "+13175550199" : customer.Number;
        var talk = new CallEvents(id, number, dice);
        talk.Add("customer.start", 0, NewId(dice));
        for (var i = 0; i < agents; i++)
        {
            var (session, agent, begin) = (NewId(dice), NewId(dice), 10 + (i * 60));
            talk.Add("user.start", begin, session, body => body["userId"] = agent);
            talk.Add("user.end", begin + 50, session, body => (body["userId"], body["interactingDurationMs"], body["heldDurationMs"]) = (agent, 48_000, 1_000));
            talk.Add(kind is "wrapped up late" ? "wrapup" : "acw", begin + 80, session, body =>
            {
                (body["wrapupCode"], body["wrapupNotes"]) = (CodeOf(i), $"Notes of agent {i} 😀");
                if (kind is not "wrapped up late")
                {
                    body["userId"] = agent;
                }
            });
        }

        talk.Add("customer.end", 10 + (Math.Max(agents, 1) * 60), NewId(dice), body => body["interactingDurationMs"] = 60_000);
        return new(id, kind, kind is "unknown caller" ? null : customer.Id, agents, agents == 0 ? null : CodeOf(agents - 1), talk.All);
    }

    private static string CodeOf(int agent) => $"51a2000{agent}-4a1b-4c2d-8e3f-09dd323e9aab";

    private static string NewId(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private sealed class CallEvents(string conversation, string number, Random dice)
    {
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All => _all;

        public void Add(string topic, int seconds, string session, Action<JsonObject>? with = null) =>
            _all.Add(PartnerEvent.Write(conversation, topic, session, s_start.AddSeconds(seconds), number, () => NewId(dice), with));
    }
}
