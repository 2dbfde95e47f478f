namespace CrmEnrichment.Configuration;

/// <summary>The name that was most likely meant by one that does not exist.</summary>
internal static class NearMiss
{
    /// <returns>Null where no name is near: then a guess would only mislead.</returns>
    public static string? Of(string typed, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: Edits(typed.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(near => near.Edits <= Math.Min(2, Math.Min(near.Name.Length, typed.Length) / 3))
        .OrderBy(near => near.Edits)
        .Select(near => near.Name)
        .FirstOrDefault();

    /// <summary>Characters that were added, left out or mistaken, and neighbours that changed places (optimal string alignment).</summary>
    private static int Edits(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 2)
        {
            return int.MaxValue;
        }

        var edits = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                edits[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[one.Length, other.Length];
    }
}
