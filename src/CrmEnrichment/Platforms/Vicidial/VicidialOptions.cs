using System.Net;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>Section <c>Vicidial</c>: its call URLs, and what they mean.</summary>
public sealed partial class VicidialOptions
{
    public const string Section = "Vicidial";

    private IPNetwork[]? _ranges;

    /// <summary>The secret whose member <c>secret</c> stands in the path of the call URLs.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>URL of the SQS FIFO queue that triggers SyncDisposition.</summary>
    public Uri? QueueUrl { get; init; }

    /// <summary>Who may call the URLs, as CIDR ranges; empty: whoever knows the secret.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>The source of <c>Crm:Sources</c> whose ids are vendor codes; empty for the first.</summary>
    public string Source { get; init; } = "";

    /// <summary>The time zone of VICIdial's server, in which it writes callback times.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Where a recording can be heard; holds <c>{recording}</c>, which is its name. Empty: nowhere.</summary>
    public string RecordingUrl { get; init; } = "";

    /// <summary>Calls older than this, by the time at which their URL was called, are dropped as stale.</summary>
    public TimeSpan MaxEventAge { get; init; } = TimeSpan.FromDays(4);

    /// <summary>How what reached us is compared with VICIdial's own counts.</summary>
    public VicidialReconcileOptions Reconcile { get; init; } = new();

    internal TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    internal Uri? RecordingOf(string? name) =>
        RecordingUrl.Length > 0 && name is not null && Uri.TryCreate(RecordingUrl.Replace("{recording}", Uri.EscapeDataString(name), StringComparison.Ordinal), UriKind.Absolute, out var url) ? url : null;

    internal bool Allows(string? address)
    {
        if (AllowedAddresses.Count == 0)
        {
            return true;
        }

        // Once, and not at each call.
        _ranges ??= [.. AllowedAddresses.Select(range => IPNetwork.Parse(range))];
        return IPAddress.TryParse(address, out var caller) && Array.Exists(_ranges, range => range.Contains(caller));
    }

    internal static VicidialOptions Read(Settings settings)
    {
        var unset = new VicidialOptions();
        var options = new VicidialOptions
        {
            SecretId = settings.Text(nameof(SecretId), """name the secret that holds {"secret": …}""", ""),
            QueueUrl = settings.Address(nameof(QueueUrl), required: false, "set the URL of the SQS FIFO queue that triggers SyncDisposition"),
            AllowedAddresses = [.. settings.List(nameof(AllowedAddresses)).SelectMany(ranges => ranges.Split(',', StringSplitOptions.TrimEntries))],
            Source = settings.Text(nameof(Source), "name a source of Crm__Sources", ""),
            TimeZone = settings.Text(nameof(TimeZone), "name a time zone such as America/New_York", unset.TimeZone),
            RecordingUrl = settings.Text(nameof(RecordingUrl), "set an https address that holds {recording}", "", Template),
            MaxEventAge = settings.Duration(nameof(MaxEventAge), unset.MaxEventAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
            Reconcile = settings.Nested(nameof(Reconcile), VicidialReconcileOptions.Read),
        };
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            settings.Problem(nameof(TimeZone), "is no time zone that this system knows", "name one such as America/New_York or UTC", 0);
        }

        foreach (var range in options.AllowedAddresses.Where(range => !IPNetwork.TryParse(range, out _)))
        {
            settings.Problem(nameof(AllowedAddresses), $"holds '{range}'", "write a range such as 203.0.113.7/32, with no bit set beyond its length", 0);
        }

        return options;
    }

    [GeneratedRegex(@"\Ahttps?://[^/\s{}]+/\S*\{recording\}\S*\z", RegexOptions.None, 10_000)]
    private static partial Regex Template { get; }
}
