namespace CrmEnrichment.Local.Live;

/// <summary>A call of a function as the live API tells it. Every text is masked and without control characters.</summary>
/// <param name="Number">Its own, which it keeps.</param>
/// <param name="Change">The change that it was last part of: greater than those of all that did not change since.</param>
/// <param name="At">When it came in.</param>
internal sealed record CallView(int Number, long Change, DateTimeOffset At)
{
    /// <summary>Set where it is no call, but what the show says between two.</summary>
    public string? Heading { get; init; }

    /// <summary>Of a check of the show; null for the title of a scene.</summary>
    public bool? Holds { get; init; }

    public string Function { get; init; } = "";

    public string RequestId { get; init; } = "";

    /// <summary><c>running</c>, <c>waiting</c> for its next attempt, or <c>ended</c>.</summary>
    public string State { get; init; } = "ended";

    /// <summary>In one line.</summary>
    public string CameIn { get; init; } = "";

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null where the interaction does not say.</summary>
    public string? Who { get; init; }

    public IReadOnlyList<AskedView> Asked { get; init; } = [];

    /// <summary>Requests that are left out, because there were too many.</summary>
    public int AskedMore { get; init; }

    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Of the last attempt that ended.</summary>
    public string? Outcome { get; init; }

    public bool Failed { get; init; }

    public string? Explanation { get; init; }

    public double? Milliseconds { get; init; }

    public IReadOnlyList<AttemptView> Attempts { get; init; } = [];

    /// <summary>Until the next attempt.</summary>
    public double? PauseSeconds { get; init; }

    /// <summary>Letters, a line each.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
}

/// <param name="IsCertain">False where it is one of several calls that ran at that time.</param>
internal sealed record AskedView(string System, string What, string? Status, double? Milliseconds, bool IsCertain);

/// <param name="Milliseconds">From the hand-over to the answer; null while it runs.</param>
/// <param name="StartMilliseconds">The start of the process; null on a warm one.</param>
internal sealed record AttemptView(string? Outcome, double? Milliseconds, double? StartMilliseconds);
