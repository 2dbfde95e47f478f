using System.Globalization;

namespace CrmEnrichment.Platforms.Vicidial.Reconciliation;

/// <summary>One call that reached us, as the entry of its lead keeps it: a line of text.</summary>
/// <param name="Key">The event's.</param>
/// <param name="IsReconciled">Told by the reconciliation instead of its URL.</param>
/// <param name="At">When it reached us.</param>
/// <param name="IsDropped">The call was told already by the other way.</param>
internal sealed record ToldCall(string Key, bool IsReconciled, DateTimeOffset At, bool IsDropped)
{
    public static IReadOnlyList<ToldCall> ReadAll(string text) => [.. text.Split('\n').Select(Read).OfType<ToldCall>()];

    public override string ToString() => $"{Key} {(IsDropped ? 'd' : IsReconciled ? 'r' : 't')} {At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    private static ToldCall? Read(string line) => line.Split(' ') is [var key, var how, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        ? new(key, how is "r", DateTimeOffset.FromUnixTimeSeconds(seconds), how is "d")
        : null;
}
