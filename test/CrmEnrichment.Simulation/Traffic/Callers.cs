using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;

namespace CrmEnrichment.Simulation.Traffic;

/// <summary>Who calls: mostly somebody new, and in some share somebody who called in the last five minutes.</summary>
/// <remarks>Numbers of the exchange 555, which has no subscribers, in all area codes: in memory only, and enough of them that nobody calls again by accident.</remarks>
internal sealed class Callers(Scenario scenario, Facts facts, TimeProvider time)
{
    private const int Lines = 10_000;

    private static readonly TimeSpan s_recent = TimeSpan.FromMinutes(5);
    private static readonly Lazy<string[]> s_areas = new(Areas);

    private readonly Dice _dice = new(scenario.Seed, 2);
    private readonly List<(DateTimeOffset At, string Number)> _recent = [];
    private int _first;
    private int _next;

    public string Next()
    {
        var now = time.GetUtcNow();
        while (_first < _recent.Count && _recent[_first].At < now - s_recent)
        {
            _first++;
        }

        var number = _recent.Count > _first && _dice.Chance(scenario.RepeatShare ?? facts["repeatShare"])
            ? _recent[_first + _dice.Below(_recent.Count - _first)].Number
            : New();
        _recent.Add((now, number));
        return number;
    }

    public string New() => Number(_next++);

    /// <summary>Four in five are customers: by the number, so that every upstream says the same.</summary>
    public static bool IsKnown(string number) => number[^1] is not ('3' or '7');

    private static string Number(int index) => $"+1{s_areas.Value[index / Lines % s_areas.Value.Length]}555{index % Lines:0000}";

    private static string[] Areas()
    {
        var numbers = new PhoneNumberReader("US");
        return [.. Enumerable.Range(201, 788).Select(area => $"{area}").Where(area => numbers.Read($"({area}) 555-0100").Phone is not null)];
    }
}
