namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>What VICIdial finds a recording by: its own name is no search of <c>recording_lookup</c>, the lead is.</summary>
/// <param name="Lead">Digits.</param>
/// <param name="Recording">The recording's name, which stands in its address.</param>
internal sealed record RecordingOfLead(string Lead, string Recording)
{
    /// <returns>Null where the URL told one of them only.</returns>
    public static RecordingOfLead? Of(CallEvent e) => e.LeadId is { Length: > 0 } lead && lead.All(char.IsAsciiDigit) && e[CallField.Recording] is { Length: > 0 } recording ? new(lead, recording) : null;

    public static RecordingOfLead? Read(string text) => text.Split('/', 2) is [var lead, var recording] ? new(lead, recording) : null;

    // A recording's name has the caller's number in it.
    public override string ToString() => $"a recording of lead {Lead}";

    public string Write() => $"{Lead}/{Recording}";
}
