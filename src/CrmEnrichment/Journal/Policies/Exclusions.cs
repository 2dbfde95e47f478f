using CrmEnrichment.Configuration;

namespace CrmEnrichment.Journal.Policies;

/// <summary>Section <c>Journal:Exclude</c>: interactions that are not journalled, such as internal or private ones.</summary>
public sealed class Exclusions
{
    /// <summary>Numbers of customers, E.164.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>How numbers of customers begin, such as <c>+1317555</c>.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Queues by id or name.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    internal static Exclusions Read(Settings settings) => new()
    {
        Numbers = settings.List(nameof(Numbers)),
        Prefixes = settings.List(nameof(Prefixes)),
        Queues = settings.List(nameof(Queues)),
    };

    /// <param name="number">The customer's, E.164.</param>
    /// <param name="queues">Ids and names.</param>
    internal bool Hold(string? number, IEnumerable<string> queues) =>
        (number is not null && (Numbers.Contains(number, StringComparer.Ordinal) || Prefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal))))
        || queues.Any(queue => Queues.Contains(queue, StringComparer.OrdinalIgnoreCase));
}
