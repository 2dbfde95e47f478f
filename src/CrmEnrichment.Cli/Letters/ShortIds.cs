namespace CrmEnrichment.Cli.Letters;

/// <summary>How much of an id tells a letter from the others; <c>show</c> and <c>edit</c> take that much for the whole.</summary>
internal static class ShortIds
{
    private const int Shortest = 8;

    public static int Length(IReadOnlyList<string> ids)
    {
        var sorted = ids.Order(StringComparer.OrdinalIgnoreCase).ToList();
        return sorted.Zip(sorted.Skip(1), Common).Aggregate(Shortest, (longest, common) => Math.Max(longest, common + 1));
    }

    private static int Common(string one, string other) =>
        one.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
