using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.CallUrls;

namespace CrmEnrichment.Platforms.Vicidial.Recordings;

/// <summary>Where VICIdial keeps a recording, by <c>recording_lookup</c>: its location is empty until it is processed, which takes minutes.</summary>
internal sealed class VicidialRecordings(VicidialReports reports) : IRecordings
{
    public bool Knows(string origin) => origin is CallInteractionReader.Origin;

    public async Task<Uri?> FindAsync(string name, CancellationToken ct) =>
        RecordingOfLead.Read(name) is { } sought && await reports.RecordingsOfLeadAsync(sought.Lead, day: null, ct) is var found
            ? found.Select(row => row.Location).FirstOrDefault(location => location is not null && Uri.UnescapeDataString(location.AbsolutePath).Contains(sought.Recording, StringComparison.Ordinal))
            : null;
}
