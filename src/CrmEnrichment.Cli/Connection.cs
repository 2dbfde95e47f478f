using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli;

/// <summary>The queues and the state store, by the functions' own configuration names, or as the command line has them.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong.</exception>
    public Connection(IConfiguration configuration, TimeProvider time)
    {
        var problems = new List<string>();
        var letters = DeadLetterOptions.Read(Settings.Of(configuration, DeadLetterOptions.Section, problems));
        var healing = HealingOptions.Read(Settings.Of(configuration, HealingOptions.Section, problems));
        var state = StateOptions.Read(Settings.Of(configuration, StateOptions.Section, problems));
        if (problems.Count > 0)
        {
            throw new InvalidConfigurationException(problems);
        }

        _services = new ServiceCollection().AddSingleton(time).AddSingleton(letters).AddSingleton(healing).AddSingleton(state).AddAws().AddSingleton<DeadLetterStore>().AddSingleton<HealingRule>().BuildServiceProvider();
    }

    public IDeadLetterQueue Queue => _services.GetRequiredService<IDeadLetterQueue>();

    /// <exception cref="UsageException">None is named.</exception>
    public IDeadLetterQueue Parked => _services.GetRequiredService<Parking>().Queue
        ?? throw new UsageException("No queue for parked letters is named: give --parked-queue-url, or set DeadLetters__ParkedQueueUrl.");

    public bool HasParked => _services.GetRequiredService<Parking>().Queue is not null;

    public DeadLetterStore Letters => _services.GetRequiredService<DeadLetterStore>();

    public HealingRule Healing => _services.GetRequiredService<HealingRule>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
