namespace CrmEnrichment.Cli.Changes;

/// <summary>First few letters, then more and more, as long as not too many fail.</summary>
/// <param name="Share">From 0 to 1: a stage of which a greater share fails is the last.</param>
internal sealed record Canary(double Share)
{
    /// <summary>Percent of a stage that may fail, where nobody says otherwise.</summary>
    public const double DefaultPercent = 10;

    private const int Growth = 5;

    private static readonly int[] s_first = [1, 2, 5, 20];

    public static Canary OfPercent(double percent) => new(percent / 100);

    /// <summary>How many letters each stage has: 1, 2, 5, 20, 100, 500, …</summary>
    public static IEnumerable<int> Stages()
    {
        foreach (var size in s_first)
        {
            yield return size;
        }

        for (var size = s_first[^1] * Growth; size < int.MaxValue / Growth; size *= Growth)
        {
            yield return size;
        }
    }

    public bool Stops(int failed, int tried) => failed > Share * tried;
}
