namespace CrmEnrichment.Cli.Letters;

/// <summary>The letters in counts; its size grows with the reasons and the hours, not with the letters.</summary>
internal sealed record Summary
{
    public int Letters { get; private set; }

    public SortedDictionary<string, int> ByReason { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByHandler { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByUpstream { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the events that can be seen without opening a packed one.</summary>
    public SortedDictionary<string, int> BySource { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByForm { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByStanding { get; } = new(StringComparer.Ordinal);

    /// <summary>By the hour of the last failure, in UTC.</summary>
    public SortedDictionary<string, int> ByHour { get; } = new(StringComparer.Ordinal);

    /// <summary>The first failure of all.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    /// <summary>The last failure of all.</summary>
    public DateTimeOffset? Newest { get; private set; }

    public void Add(ListedLetter letter)
    {
        Letters++;
        Count(ByForm, letter.Form.ToString());
        Count(BySource, letter.Source);
        if (letter.Form is not LetterForm.Envelope)
        {
            return;
        }

        Count(ByReason, letter.Reason.ToString()!);
        Count(ByHandler, letter.Handler!);
        Count(ByUpstream, letter.Upstream);
        Count(ByStanding, letter.Standing.ToString()!);
        Count(ByHour, letter.LastFailedAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH':00Z'"));
        Oldest = Oldest is null || letter.FirstFailedAt < Oldest ? letter.FirstFailedAt : Oldest;
        Newest = Newest is null || letter.LastFailedAt > Newest ? letter.LastFailedAt : Newest;
    }

    private static void Count(SortedDictionary<string, int> counts, string? name)
    {
        if (name is not null)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }
}
