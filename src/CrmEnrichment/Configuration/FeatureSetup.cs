using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Configuration;

/// <summary>Where features register themselves. Each reads its own section and no other; all problems are told at once, in <see cref="Complete"/>.</summary>
public sealed class FeatureSetup(IServiceCollection services, IConfiguration configuration)
{
    private readonly Dictionary<string, object> _sections = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _features = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public IServiceCollection Services => services;

    /// <summary>Whether anything is set in the section: what a deployment does not use is not configured there.</summary>
    public bool Has(string section) => configuration.GetSection(section).AsEnumerable().Any(setting => !string.IsNullOrEmpty(setting.Value));

    /// <summary>Reads a section, once, and registers what was read.</summary>
    public T Section<T>(string name, Func<Settings, T> read)
        where T : class
    {
        if (_sections.TryGetValue(name, out var known))
        {
            return (T)known;
        }

        var settings = Settings.Of(configuration, name, _problems);
        var section = read(settings);
        settings.RefuseUnknownKeys();
        _sections[name] = section;
        services.AddSingleton(section);
        return section;
    }

    /// <summary>Adds a feature, once, however many others need it.</summary>
    public FeatureSetup Once(string feature, Action add)
    {
        if (_features.Add(feature))
        {
            add();
        }

        return this;
    }

    /// <summary>For what no section can know alone.</summary>
    public void Problem(string problem) => _problems.Add(problem);

    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong in the sections that were read.</exception>
    public void Complete()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidConfigurationException(_problems);
        }
    }
}
