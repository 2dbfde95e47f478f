using System.Text.Json.Serialization;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Replay;

/// <summary>What a replay is asked to do. A member that is none is refused: a misspelt limit would be no limit.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReplayRequest
{
    /// <summary>Which letters; unset: every message, whatever its form.</summary>
    public LetterFilter? Filter { get; init; }

    /// <summary>At most this many letters are tried; unset: as many as the time allows.</summary>
    public int? Limit { get; init; }

    /// <summary>Letters begun per second, from 0.1 to 1000; unset: what Genesys' rate limit allows (<see cref="ReplayRate"/>), or less in healing.</summary>
    public double? Rate { get; init; }

    /// <summary>Also try letters that are permanent (after a fix was deployed or a right granted).</summary>
    public bool IncludePermanent { get; init; }

    /// <summary>The schedule's replay: the letters that heal by themselves and whose time has come, gently.</summary>
    public bool Healing { get; init; }
}
