using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Pipeline;

/// <summary>What became of an event. The pipeline knows these kinds; a handler names its own within <see cref="Done"/> and <see cref="Ignored"/>.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>As metrics, logs and answers name it.</summary>
    public abstract string Name { get; }

    /// <summary>The handler did its work. Only this is remembered: the same event again is a <see cref="Duplicate"/>.</summary>
    /// <param name="As">The handler's word, such as <c>Enriched</c>.</param>
    /// <param name="Detail">What the name does not say; no personal data.</param>
    public sealed record Done(string As, string? Detail = null) : Outcome
    {
        public override string Name => As;

        /// <summary>The systems that should have had a part in it and did not answer.</summary>
        public IReadOnlyCollection<string> Without { get; init; } = [];
    }

    /// <summary>Nothing had to be done, or nothing could be. It is not remembered: under other settings the same event is handled.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Ignored(string? Why = null) : Outcome
    {
        /// <summary>The handler's word, such as <c>Stale</c>.</summary>
        public string As { get; init; } = nameof(Ignored);

        public override string Name => As;
    }

    /// <summary>The event was done before.</summary>
    public sealed record Duplicate : Outcome
    {
        public override string Name => nameof(Duplicate);
    }

    /// <summary>Another delivery of the same event is being handled at this moment, and answers for it.</summary>
    public sealed record InProgress : Outcome
    {
        public override string Name => nameof(InProgress);
    }

    /// <summary>A handler's own failure; the boundary makes a letter of it.</summary>
    public sealed record Failed(Failure Failure) : Outcome
    {
        /// <summary>Tells whoever waits for the event that it failed. Not called if another delivery may have done it: its result must stand.</summary>
        public Func<CancellationToken, Task>? Tell { get; init; }

        public override string Name => $"{Failure.Reason}";
    }

    /// <summary>The event lies in the dead-letter queue.</summary>
    public sealed record DeadLettered(FailureReason Reason, string LetterId, string Message) : Outcome
    {
        /// <summary>It has failed too often, and lies in the queue for parked letters instead.</summary>
        public bool IsParked { get; init; }

        /// <summary>Who failed, by the configured name, several listed; null where it was nobody but us.</summary>
        public string? Upstream { get; init; }

        /// <summary>The schedule will try it; otherwise it needs a person.</summary>
        public bool Heals { get; init; }

        public override string Name => $"{Reason}";
    }
}
