using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>Several parties that answer events in turns, so that a slow moment of the machine meets all of them.</summary>
internal static class Turns
{
    private const int EventsPerTurn = 250;

    public static async Task<IReadOnlyList<PartyFigures>> TakeAsync(IReadOnlyList<Party> parties, int events)
    {
        var running = parties.Select(party => party.Deploy()).ToList();
        try
        {
            var measurements = running.ConvertAll(party => new Measurement(party));
            foreach (var measurement in measurements)
            {
                await measurement.StartAsync();
            }

            for (var done = 0; done < events; done += EventsPerTurn)
            {
                foreach (var measurement in measurements)
                {
                    await measurement.RunRoundAsync(Math.Min(EventsPerTurn, events - done));
                }
            }

            return measurements.ConvertAll(measurement => measurement.Figures());
        }
        finally
        {
            foreach (var party in running)
            {
                await party.DisposeAsync();
            }
        }
    }
}
