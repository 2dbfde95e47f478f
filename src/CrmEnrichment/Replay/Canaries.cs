using CrmEnrichment.DeadLetters;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>What the letters tried so far say of the systems that they failed at: the first letter of a system is the canary for the rest.</summary>
/// <remarks>After a success one failure may be that letter's own, and two in a row are the system's.</remarks>
internal sealed class Canaries
{
    /// <summary>Raw events do not say which system failed.</summary>
    private const string Unknown = "unknown";

    private readonly Dictionary<string, (bool HasSucceeded, int FailuresInARow)> _systems = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Down => [.. _systems.Keys.Where(IsDown).Order(StringComparer.Ordinal)];

    /// <summary>Whether a system that the letter failed at is still down.</summary>
    public bool HoldBack(QueuedLetter queued) => SystemsOf(queued).Any(IsDown);

    /// <param name="queued">The letter that was tried.</param>
    /// <param name="outcome">Null where the queue or the state store failed.</param>
    public void Learn(QueuedLetter queued, Outcome? outcome)
    {
        var own = SystemsOf(queued);
        switch (outcome)
        {
            case null:
                Fail(own);
                break;
            case Outcome.DeadLettered failed:
                Fail(own.Union(Names(failed.Upstream), StringComparer.Ordinal));
                break;
            case Outcome.Done done:
                Fail(done.Without);
                Succeed(own.Except(done.Without, StringComparer.Ordinal));
                break;
        }
    }

    private bool IsDown(string system) => _systems.TryGetValue(system, out var seen) && seen.FailuresInARow > (seen.HasSucceeded ? 1 : 0);

    private void Fail(IEnumerable<string> systems)
    {
        foreach (var system in systems)
        {
            var seen = _systems.GetValueOrDefault(system);
            _systems[system] = seen with { FailuresInARow = seen.FailuresInARow + 1 };
        }
    }

    private void Succeed(IEnumerable<string> systems)
    {
        foreach (var system in systems)
        {
            _systems[system] = (HasSucceeded: true, FailuresInARow: 0);
        }
    }

    private static string[] SystemsOf(QueuedLetter queued) =>
        queued is QueuedLetter.Enveloped { Letter.Upstream: { } upstream } ? Names(upstream) : [Unknown];

    private static string[] Names(string? upstream) =>
        upstream?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
