using System.Globalization;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Which VICIdial it is, what it lacks, and whether its clock is the one that we reckon with.</summary>
internal sealed class VersionCheck(VicidialReports reports, VicidialOptions vicidial, TimeProvider time) : IPreLaunchCheck
{
    /// <summary>Of two clocks that both are right.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(2);

    /// <summary>Since when VICIdial has what is used here, and what for.</summary>
    private static readonly (DateOnly Since, string Function, string For)[] s_functions =
    [
        (new(2021, 10, 1), "lead_search", "no lead is found by number or vendor code"),
        (new(2021, 9, 1), "batch_update_lead", "leads are updated one by one"),
        (new(2022, 1, 1), "update_campaign with dispo_call_url", "--set cannot write a Dispo Call URL"),
    ];

    public string Name => "version";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var version = await reports.VersionAsync(ct);
        return [Version(version), Clock(version)];
    }

    private CheckLine Version(VicidialVersion version)
    {
        var what = $"VICIdial {version.Number}, build {version.Build}";
        return version.BuiltOn is not { } built ? new(Name, CheckVerdict.Look, $"{what}. The build tells no day, so what it lacks is not known.")
            : s_functions.Where(function => built < function.Since).Select(function => $"{function.Function} ({function.For})").ToList() is { Count: > 0 } lacking
                ? new(Name, CheckVerdict.Look, $"{what}. It lacks {string.Join(", ", lacking)}.", "Update VICIdial.")
            : new(Name, CheckVerdict.Ok, $"{what}.");
    }

    private CheckLine Clock(VicidialVersion version)
    {
        const string Title = "time zone";
        if (version.ServerTime is not { } server)
        {
            return new(Title, CheckVerdict.Unknown, "The server does not tell its time.");
        }

        var now = time.GetUtcNow();
        var (expected, offset) = (TimeZoneInfo.ConvertTime(now, vicidial.Zone).DateTime, vicidial.Zone.GetUtcOffset(now));
        var difference = server - expected;

        // Zones are quarters of an hour apart; what is less is the clock.
        var zones = TimeSpan.FromMinutes(Math.Round(difference.TotalMinutes / 15) * 15);
        return zones != TimeSpan.Zero
            ? new(Title, CheckVerdict.Wrong, $"The server's clock is {Of(offset + zones)}, and Vicidial__TimeZone is {vicidial.TimeZone}, which is {Of(offset)} now: callback tasks are due {Hours(zones)} {(zones < TimeSpan.Zero ? "early" : "late")}.", "Set Vicidial__TimeZone to the server's zone, such as America/New_York.")
            : difference.Duration() > s_skew
                ? new(Title, CheckVerdict.Look, $"The server's clock is wrong by {(int)difference.Duration().TotalSeconds} seconds.", "Let it keep its time by NTP.")
            : new(Title, CheckVerdict.Ok, $"The server's clock is {Of(offset)}, as Vicidial__TimeZone ({vicidial.TimeZone}) says.");
    }

    private static string Of(TimeSpan offset) => $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString("hh\\:mm", CultureInfo.InvariantCulture)}";

    private static string Hours(TimeSpan zones) => $"{zones.Duration().TotalHours.ToString(CultureInfo.InvariantCulture)} h";
}
