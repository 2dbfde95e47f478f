namespace CrmEnrichment.Local.Vicidial;

/// <summary>An agent who is logged in, with a browser that reads the flags which the Agent API sets.</summary>
public sealed class PretendAgent(string user)
{
    public string User { get; } = user;

    /// <summary>By which the Agent API knows the agent as alt_user.</summary>
    public string? AltUser { get; set; }

    /// <summary>READY, QUEUE, INCALL, PAUSED or CLOSER.</summary>
    public string Status { get; set; } = "PAUSED";

    /// <summary>The lead on the screen; 0 for none.</summary>
    public int LeadId { get; set; }

    public string? CallId { get; set; }

    /// <summary>Of the call on the line, as telephony knows it.</summary>
    public string? UniqueId { get; set; }

    /// <summary>DEAD, DISPO, PREVIEW, DIAL, or empty.</summary>
    public string SubStatus { get; set; } = "";

    public string Campaign { get; set; } = "TESTCAMP";

    /// <summary>Whether the agent may dial by hand.</summary>
    public bool DialsByHand { get; set; } = true;

    /// <summary>Whether the browser reads flags. One that is closed, or hangs, leaves them.</summary>
    public bool HasBrowser { get; set; } = true;

    /// <summary>After how many more looks at the agent the browser reads its flags.</summary>
    public int ReadsLater { get; set; }

    public bool IsPaused => Status is "PAUSED";

    public bool HasCall => Status is "INCALL" && LeadId > 0;

    public string? Recording { get; set; }

    public int Calls { get; set; }

    /// <summary>The number that was last dialled.</summary>
    public string? Dialled { get; internal set; }

    internal DateTimeOffset CallBegan { get; set; }

    /// <summary>What the browser is to do, by the flag's name: <c>external_dial</c>.</summary>
    internal Dictionary<string, string> Flags { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> DialQueue { get; } = new(StringComparer.Ordinal);
}
