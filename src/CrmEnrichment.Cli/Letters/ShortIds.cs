namespace CrmEnrichment.Cli.Letters;

/// <summary>How much of an id tells a letter from the others; <c>show</c> and <c>edit</c> take that much for the whole.</summary>
internal static class ShortIds
{
    private const int Shortest = 8;

    /// <summary>Characters of an id that hold its whole time, to the millisecond, with the hyphen.</summary>
    private const int WholeTime = 13;

    /// <param name="ids">Of every message that was met, also of those that are not listed.</param>
    /// <param name="isWholeQueue">Else others were not met. Letters of one outage begin alike, so that those need the whole time.</param>
    public static int Length(IEnumerable<string> ids, bool isWholeQueue)
    {
        var sorted = ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return sorted.Zip(sorted.Skip(1), Common).Aggregate(isWholeQueue ? Shortest : WholeTime, (longest, common) => Math.Max(longest, common + 1));
    }

    private static int Common(string one, string other) =>
        one.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
