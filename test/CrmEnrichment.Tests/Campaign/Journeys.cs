namespace CrmEnrichment.Tests.Campaign;

/// <summary>The ways by which events came to be written. A campaign in which one of them is empty has proved less than it claims.</summary>
internal sealed record Journeys(int FirstTry, int RetriedInFunction, int ThroughALetter, int RetriedAfterAKill, int ThroughARecord)
{
    public static Journeys Of(Balance balance)
    {
        var written = balance.Accounts.Where(a => a.IsWritten).ToList();
        return new Journeys(
            FirstTry: written.Count(a => InOneGo(a) && a.Patches is [{ Fault: null }]),
            RetriedInFunction: written.Count(a => InOneGo(a) && a.Patches is [{ Fault: not null }, .., { Fault: null }]),
            ThroughALetter: written.Count(a => a.Deliveries.All(d => d.LeftALetter)),
            RetriedAfterAKill: written.Count(a => a.Deliveries.Any(d => d.WasKilled && d.IsWritten)),
            ThroughARecord: written.Count(a => a.Deliveries.All(d => d.End is "on-failure")));
    }

    public IEnumerable<(string Name, int Count)> Rows =>
    [
        ("at the first try", FirstTry),
        ("after a retry inside the function", RetriedInFunction),
        ("through a letter and a replay", ThroughALetter),
        ("by Lambda's retry after a kill", RetriedAfterAKill),
        ("through Lambda's on-failure record and a replay", ThroughARecord),
    ];

    private static bool InOneGo(Account account) => account is { Deliveries: [{ IsWritten: true }], Attempts: 1 };
}
