using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Replay;

/// <summary>Who replays.</summary>
/// <param name="Invocation">The replay's own id; it makes the owner of its claims.</param>
/// <param name="Function">What runs it.</param>
/// <param name="IsSchedule">No person asked for it.</param>
internal sealed record Replayer(string Invocation, FunctionIdentity Function, bool IsSchedule = false);
