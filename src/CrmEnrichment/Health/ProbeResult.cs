using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Health;

/// <summary>The result of a probe.</summary>
public abstract record ProbeResult
{
    private ProbeResult()
    {
    }

    public string Name => GetType().Name;

    public sealed record Healthy : ProbeResult;

    /// <param name="Failure">The same failure as in a dead letter.</param>
    public sealed record Unhealthy(Failure Failure) : ProbeResult
    {
        /// <summary>What is wrong and how to fix it.</summary>
        public string Message => Remedy.For(Failure.Reason) is { } remedy ? $"{Failure.Message} {remedy}" : Failure.Message;
    }

    /// <param name="Deadline">The time within which there was no answer.</param>
    public sealed record Late(TimeSpan Deadline) : ProbeResult
    {
        /// <summary>What is wrong and how to fix it.</summary>
        public string Message =>
            $"No answer within {Deadline.TotalMilliseconds:0} ms. Check whether it hangs, or the network drops packets. To give it more time, raise {HealthOptions.Section}__{nameof(HealthOptions.DeadlineMs)}.";
    }
}
