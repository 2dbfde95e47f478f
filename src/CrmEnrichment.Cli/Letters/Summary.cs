namespace CrmEnrichment.Cli.Letters;

/// <summary>The letters in counts; its size does not grow with the letters.</summary>
internal sealed record Summary
{
    /// <summary>Names are texts from outside, and there may be as many as letters.</summary>
    private const int MostNames = 1000;

    public int Letters { get; private set; }

    /// <summary>Those that the schedule will try again.</summary>
    public int Healing { get; private set; }

    /// <summary>All others.</summary>
    public int NeedingAPerson { get; private set; }

    /// <summary>From then on all of these letters that are still there need a person; null where none heals.</summary>
    public DateTimeOffset? HealingUntil { get; private set; }

    public SortedDictionary<string, int> ByReason { get; } = new(StringComparer.Ordinal);

    /// <summary>By the first line of the message, the first thousand that differ; an upstream's name and status are in it, nothing of a person.</summary>
    public SortedDictionary<string, int> ByMessage { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByHandler { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByUpstream { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the events that can be seen without opening a packed one.</summary>
    public SortedDictionary<string, int> BySource { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByForm { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> ByStanding { get; } = new(StringComparer.Ordinal);

    /// <summary>By the hour of the last failure, in UTC.</summary>
    public SortedDictionary<string, int> ByHour { get; } = new(StringComparer.Ordinal);

    /// <summary>How much of the queue this is about.</summary>
    public Coverage? Coverage { get; set; }

    /// <summary>The first failure of all.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    /// <summary>The last failure of all.</summary>
    public DateTimeOffset? Newest { get; private set; }

    public void Add(ListedLetter letter)
    {
        Letters++;
        Healing += letter.NeedsAPerson ? 0 : 1;
        NeedingAPerson += letter.NeedsAPerson ? 1 : 0;
        HealingUntil = HealingUntil is null || letter.HealsUntil > HealingUntil ? letter.HealsUntil ?? HealingUntil : HealingUntil;
        Count(ByForm, letter.Form.ToString());
        Count(BySource, letter.Source);
        if (letter.Form is not LetterForm.Envelope)
        {
            return;
        }

        Count(ByReason, letter.Reason.ToString()!);
        Count(ByMessage, FirstLine(letter.Message!));
        Count(ByHandler, letter.Handler!);
        Count(ByUpstream, letter.Upstream);
        Count(ByStanding, letter.Standing.ToString()!);
        Count(ByHour, letter.LastFailedAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH':00Z'"));
        Oldest = Oldest is null || letter.FirstFailedAt < Oldest ? letter.FirstFailedAt : Oldest;
        Newest = Newest is null || letter.LastFailedAt > Newest ? letter.LastFailedAt : Newest;
    }

    private static string FirstLine(string message) =>
        message.AsSpan().IndexOfAny('\r', '\n') is var end && end >= 0 ? message[..end] : message;

    private static void Count(SortedDictionary<string, int> counts, string? name)
    {
        if (name is not null && (counts.Count < MostNames || counts.ContainsKey(name)))
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }
}
