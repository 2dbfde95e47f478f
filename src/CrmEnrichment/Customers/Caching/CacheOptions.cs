using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers.Caching;

/// <summary>Section <c>Customers:Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>Whether answers of the sources are remembered at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long an answer is taken for as good as new.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer stands in for a source that fails.</summary>
    public TimeSpan StaleFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long "nobody" is believed.</summary>
    public TimeSpan UnknownFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process takes its own copy for the shared one: so late may an invalidation reach it.</summary>
    public TimeSpan MemoryFor { get; init; } = TimeSpan.FromSeconds(5);

    internal static CacheOptions Read(Settings settings)
    {
        var most = TimeSpan.FromDays(1);
        var unset = new CacheOptions();
        var options = new CacheOptions
        {
            Enabled = settings.Flag(nameof(Enabled), unset.Enabled),
            FreshFor = settings.Duration(nameof(FreshFor), unset.FreshFor, TimeSpan.FromSeconds(1), most),
            StaleFor = settings.Duration(nameof(StaleFor), unset.StaleFor, TimeSpan.FromSeconds(1), most),
            UnknownFor = settings.Duration(nameof(UnknownFor), unset.UnknownFor, TimeSpan.Zero, most),
            MemoryFor = settings.Duration(nameof(MemoryFor), unset.MemoryFor, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        };
        return options.FreshFor <= options.StaleFor
            ? options
            : settings.Problem(nameof(StaleFor), $"is '{options.StaleFor}', less than {nameof(FreshFor)}", "set at least as long", options);
    }
}
