using CrmEnrichment.Simulation.Aws;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.Simulation.Traffic;
using CrmEnrichment.Simulation.Upstreams;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Simulation.Product;

/// <summary>What all environments of a run share.</summary>
internal sealed class World
{
    public World(Scenario scenario, Facts facts)
    {
        (Scenario, Facts, Settings) = (scenario, facts, ProductSettings.Of(scenario));
        (Calls, Start) = (new(Time), Time.GetUtcNow());
        Network = new(scenario, facts, Calls, Time);
        Table = new(scenario, facts, Usage, Time);
        Letters = new(scenario, facts, Usage, Time);
        Parked = new(scenario, facts, Usage, Time);
    }

    public Scenario Scenario { get; }

    public Facts Facts { get; }

    public IConfigurationRoot Settings { get; }

    public SimulatedTime Time { get; } = new();

    public DateTimeOffset Start { get; }

    public Usage Usage { get; } = new();

    public AllCalls Calls { get; }

    public Network Network { get; }

    public StateTable Table { get; }

    public LetterQueue Letters { get; }

    public LetterQueue Parked { get; }
}
