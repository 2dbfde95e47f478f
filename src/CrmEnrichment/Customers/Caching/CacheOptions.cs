using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers.Caching;

/// <summary>Section <c>Customers:Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>Whether answers of the sources are cached at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long a cached answer is used without asking the source.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cached answer is used when the source fails.</summary>
    public TimeSpan StaleFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the answer "no customer" is cached.</summary>
    public TimeSpan UnknownFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process uses its own copy before it reads the shared one again. An invalidation reaches it that late.</summary>
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
