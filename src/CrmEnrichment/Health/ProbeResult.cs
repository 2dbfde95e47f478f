using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Health;

/// <summary>What came of a probe.</summary>
public abstract record ProbeResult
{
    private ProbeResult()
    {
    }

    public string Name => GetType().Name;

    public sealed record Healthy : ProbeResult;

    /// <param name="Failure">As it would stand in a letter.</param>
    public sealed record Unhealthy(Failure Failure) : ProbeResult
    {
        /// <summary>What is wrong and how to mend it.</summary>
        public string Message => Remedy.For(Failure.Reason) is { } remedy ? $"{Failure.Message} {remedy}" : Failure.Message;
    }

    /// <param name="Deadline">Within this there was no answer.</param>
    public sealed record Late(TimeSpan Deadline) : ProbeResult
    {
        /// <summary>What is wrong and how to mend it.</summary>
        public string Message =>
            $"There was no answer within {Deadline.TotalMilliseconds:0} ms. See whether it hangs, or the network drops what we send; {HealthOptions.Section}__{nameof(HealthOptions.DeadlineMs)} gives it longer.";
    }
}
