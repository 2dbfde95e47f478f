namespace CrmEnrichment.Tests.Architecture;

internal static class Cycles
{
    /// <returns>The shortest cycle through each arrow that stands in one, each cycle once.</returns>
    public static IReadOnlyList<string> In(IEnumerable<Arrow> arrows)
    {
        var all = arrows.ToList();
        return [.. all.Select(arrow => Path(all, arrow.To, arrow.From)).OfType<IReadOnlyList<string>>().Select(Written).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <returns>Both ends included; null where there is no way.</returns>
    private static List<string>? Path(List<Arrow> arrows, string from, string to)
    {
        var before = new Dictionary<string, string?> { [from] = null };
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var at) && at != to)
        {
            foreach (var arrow in arrows.Where(arrow => arrow.From == at && before.TryAdd(arrow.To, at)))
            {
                next.Enqueue(arrow.To);
            }
        }

        if (!before.ContainsKey(to))
        {
            return null;
        }

        var path = new List<string>();
        for (var at = to; at is not null; at = before[at])
        {
            path.Insert(0, at);
        }

        return path;
    }

    /// <summary>Beginning with the first by name, so that the same cycle is written in one way.</summary>
    private static string Written(IReadOnlyList<string> cycle)
    {
        var start = cycle.Index().MinBy(step => step.Item, StringComparer.Ordinal).Index;
        return string.Join(" -> ", cycle.Skip(start).Concat(cycle.Take(start + 1)));
    }
}
