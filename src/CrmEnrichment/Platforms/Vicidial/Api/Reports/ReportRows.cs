using System.Globalization;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Platforms.Vicidial.Api.Reports;

/// <summary>Which VICIdial answers, and its clock.</summary>
/// <param name="Number">Such as <c>2.14-202</c>.</param>
/// <param name="Build">Such as <c>250720-1841</c>: its first six digits are a day.</param>
/// <param name="ServerTime">The server's own clock, in its zone.</param>
/// <param name="Offset">What the server's zone is ahead of UTC now, as far as it tells.</param>
internal sealed record VicidialVersion(string Number, string Build, DateTime? ServerTime, TimeSpan? Offset)
{
    /// <returns>Null for what is no version.</returns>
    public static VicidialVersion? Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Trim().Split('|').Select(part => part.Split(": ", 2)).Where(pair => pair.Length == 2))
        {
            values.TryAdd(pair[0].Trim(), pair[1].Trim());
        }

        return values.TryGetValue("VERSION", out var number) && values.TryGetValue("BUILD", out var build)
            ? new(
                number,
                build,
                DateTime.TryParseExact(values.GetValueOrDefault("DATE"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null,
                double.TryParse(values.GetValueOrDefault("TZNOW"), NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) <= 14 ? TimeSpan.FromHours(hours) : null)
            : null;
    }

    /// <summary>The day of the build; null where it is not told.</summary>
    public DateOnly? BuiltOn => Build.Split('-') is [var day, ..] && DateOnly.TryParseExact($"20{day}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

/// <summary>A recording.</summary>
/// <param name="StartedAt">In the time of VICIdial's server.</param>
/// <param name="Location">Its address; null until it is processed, which takes minutes.</param>
internal sealed record RecordingRow(string RecordingId, string User, string LeadId, string StartedAt, int Seconds, Uri? Location)
{
    public static RecordingRow? Read(IReadOnlyDictionary<string, string> row) => row.Text("recording_id") is { } id
        ? new(
            id,
            row.Text("user") ?? "",
            row.Text("lead_id") ?? "",
            row.Text("start_time") ?? "",
            row.Number("duration"),
            Uri.TryCreate(row.Text("location"), UriKind.Absolute, out var location) && location.Scheme is "http" or "https" ? location : null)
        : null;

    public override string ToString() => $"recording {RecordingId}";
}

/// <summary>A campaign.</summary>
/// <param name="DialStatuses">Leads with which statuses are dialled.</param>
internal sealed record CampaignRow(string Id, string Name, bool IsActive, IReadOnlyList<string> DialStatuses);

/// <summary>Calls of one day in a campaign or an in-group.</summary>
/// <param name="ByStatus">How many got which code.</param>
internal sealed record CallCounts(string Group, int Calls, int Answered, IReadOnlyDictionary<string, int> ByStatus)
{
    /// <returns>Null for what is no such row: <c>TESTCAMP|26|26|00-0,01-1,…|NP-4,TD-22|</c>.</returns>
    public static CallCounts? Read(string row) => row.Split('|') is [var group, var calls, var answered, _, var statuses, ..]
        && int.TryParse(calls, NumberStyles.None, CultureInfo.InvariantCulture, out var all) && int.TryParse(answered, NumberStyles.None, CultureInfo.InvariantCulture, out var human)
            ? new(group.Trim(), all, human, Counts(statuses))
            : null;

    private static Dictionary<string, int> Counts(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            // A code may hold a dash itself.
            if (part.LastIndexOf('-') is > 0 and var at && int.TryParse(part[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                counts[part[..at].Trim()] = count;
            }
        }

        return counts;
    }
}
