namespace CrmEnrichment.Cli.Site.Live;

/// <summary>What the local cloud says of its calls.</summary>
/// <remarks>Public, as everything is that pages take.</remarks>
/// <param name="Change">Of the last one; what comes later is greater.</param>
/// <param name="Calls">In the order in which they came in.</param>
public sealed record LiveCalls(long Change, IReadOnlyList<LiveCall> Calls);

/// <summary>One call of a function, or a heading between two. Its texts may be from anybody.</summary>
public sealed record LiveCall(int Number, DateTimeOffset At)
{
    public string? Heading { get; init; }

    /// <summary>Of a check of the show; null for the title of a scene.</summary>
    public bool? Holds { get; init; }

    public string Function { get; init; } = "";

    public string RequestId { get; init; } = "";

    /// <summary><c>running</c>, <c>waiting</c> or <c>ended</c>.</summary>
    public string State { get; init; } = "";

    public string CameIn { get; init; } = "";

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Who { get; init; }

    public IReadOnlyList<LiveRequest> Asked { get; init; } = [];

    public int AskedMore { get; init; }

    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Outcome { get; init; }

    public bool Failed { get; init; }

    public string? Explanation { get; init; }

    public double? Milliseconds { get; init; }

    public IReadOnlyList<LiveAttempt> Attempts { get; init; } = [];

    public double? PauseSeconds { get; init; }

    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Nothing to see to.</summary>
    public bool IsFine => Holds is not false && !Failed && Kept.Count == 0 && State is not "waiting";
}

public sealed record LiveRequest(string System, string What, string? Status, double? Milliseconds, bool IsCertain);

public sealed record LiveAttempt(string? Outcome, double? Milliseconds, double? StartMilliseconds);
