namespace CrmEnrichment.Local.Vicidial;

/// <summary>A list of leads.</summary>
/// <param name="CustomFields">Their labels; none for a list without a table of its own.</param>
public sealed record VicidialList(string Id, string Campaign, IReadOnlyList<string> CustomFields);

/// <summary>A campaign.</summary>
public sealed record VicidialCampaign(string Id, string Name)
{
    public bool IsActive { get; init; } = true;

    /// <summary>Lost when a campaign is cloned, and read by no function of the API.</summary>
    public string DispoCallUrl { get; set; } = "";

    /// <summary>Whether a number for an agent who is not paused waits in a queue.</summary>
    public bool QueuesManualDials { get; set; }

    /// <summary>Whether leads may not be called at this hour.</summary>
    public bool IsOutsideCallTime { get; set; }
}

/// <summary>A call in the log.</summary>
public sealed record VicidialCall(string CallId, string UniqueId, string Campaign, string User, int LeadId, string Phone, DateTime At, int Seconds, string Status)
{
    public bool IsInbound { get; init; }
}

/// <summary>A recording; its location is empty until it is processed.</summary>
public sealed record VicidialRecording(string Id, string User, int LeadId, string Name, DateTime At, int Seconds)
{
    public string Location { get; set; } = "";
}

/// <summary>A call that was promised.</summary>
internal sealed record VicidialCallback(int LeadId, string Recipient, string Status, string At, DateTime EnteredAt, string User, string List, string Campaign, string Comments)
{
    public bool IsArchived { get; set; }
}
