using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.DeadLetters;

/// <summary>What went wrong, as the letter will say it: no personal data, no upstream's own text.</summary>
public sealed record Failure(FailureReason Reason, string Message, DateTimeOffset? NotBefore = null)
{
    /// <summary>Who did not do what it was asked, by the configured name; several are listed; null where it was nobody's fault but ours.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether the same event can succeed later without a change to it, to our code or to the rights we have.</summary>
    public bool IsRetryable => Reason is FailureReason.CrmUnavailable or FailureReason.AuthFailure
        or FailureReason.Throttled or FailureReason.Unavailable;

    public static Failure Of(UpstreamException reason) => new(
        reason.Fault switch
        {
            UpstreamFault.AuthRefused => FailureReason.AuthFailure,
            UpstreamFault.Forbidden => FailureReason.Forbidden,
            UpstreamFault.Throttled => FailureReason.Throttled,
            UpstreamFault.Rejected => FailureReason.Rejected,
            _ => FailureReason.Unavailable,
        },
        reason.Message,
        reason.NotBefore)
    {
        Upstream = reason.Upstream,
    };

    /// <summary>Every source failed: the reason they share where it says more than that they are away.</summary>
    public static Failure OfSources(IReadOnlyList<UpstreamException> reasons)
    {
        var message = string.Join(" ", reasons.Select(reason => reason.Message));
        var failure = reasons[0].Fault is not UpstreamFault.Unavailable and var shared && reasons.All(reason => reason.Fault == shared)
            ? Of(reasons[0]) with { Message = message, NotBefore = reasons.Min(reason => reason.NotBefore) }
            : new Failure(FailureReason.CrmUnavailable, message);
        return failure with { Upstream = string.Join(", ", reasons.Select(reason => reason.Upstream).Distinct(StringComparer.Ordinal)) };
    }

    /// <summary>The type and the stack of a bug; not its message, which may quote what was being read.</summary>
    public static Failure OfBug(Exception bug) => new(FailureReason.Unexpected, $"{bug.GetType().FullName}\n{bug.StackTrace}");
}
