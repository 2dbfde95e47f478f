using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>Section <c>ScreenPop</c>: who may see the page, where it may be framed, and what stands on it.</summary>
public sealed partial class ScreenPopOptions
{
    public const string Section = "ScreenPop";

    internal const string Phone = "{phone}", Id = "{id}";

    private static readonly ImmutableSortedDictionary<string, string> s_members = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("name", "name"),
        KeyValuePair.Create("account", "company,accountName"),
        KeyValuePair.Create("tier", "loyaltyTier,tier"),
        KeyValuePair.Create("status", "accountStatus,status"),
        KeyValuePair.Create("vip", "vip"),
        KeyValuePair.Create("deals", "deals"),
        KeyValuePair.Create("dealName", "dealName"),
        KeyValuePair.Create("dealStage", "dealStage"),
        KeyValuePair.Create("dealAmount", "dealAmount"),
        KeyValuePair.Create("lastContact", "lastInteraction,lastVisit"),
        KeyValuePair.Create("interactions", "interactions"),
        KeyValuePair.Create("notes", "notes"),
    ]);

    /// <summary>Secret with the hashes of keys that stand in a path, and with the keys that sign links.</summary>
    public string KeysSecretId { get; init; } = "";

    /// <summary>The origins whose pages may show this one in a frame, separated by commas; empty: no page may.</summary>
    public string FrameAncestors { get; init; } = "";

    /// <summary>Milliseconds until the page leaves with what is known by then.</summary>
    public int FirstMs { get; init; } = 200;

    /// <summary>Milliseconds until the rest of it does, whatever the sources do.</summary>
    public int BudgetMs { get; init; } = 900;

    /// <summary>How far ahead a signed link may expire.</summary>
    public TimeSpan LongestLink { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Requests that one key or signer may make in a minute; a page takes one or two.</summary>
    public int RequestsPerMinute { get; init; } = 1200;

    /// <summary>What the number links to.</summary>
    public string CallLink { get; init; } = $"tel:{Phone}";

    /// <summary>Where a source shows a record to people: its name, an equals sign and the address, in which <c>{id}</c> is the record's id.</summary>
    public IReadOnlyList<string> RecordLinks { get; init; } = [];

    /// <summary>For each place on the page the customer's fields that may fill it, separated by commas: the first that is known does.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = s_members;

    /// <summary>What fields are called on the page.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The fields that may fill a place, in their order.</summary>
    internal IEnumerable<string> FieldsOf(string member) => Members[member].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal IReadOnlyList<string> Ancestors => FrameAncestors.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <returns>Null where people cannot see records of the source.</returns>
    internal string? RecordLinkTo(CustomerRef record) =>
        RecordLinks.Select(link => link.Split('=', 2)).FirstOrDefault(link => string.Equals(link[0], record.Source, StringComparison.Ordinal))?[1].Replace(Id, Uri.EscapeDataString(record.Id), StringComparison.Ordinal);

    /// <remarks>A plus stands for itself in a telephone's link, and for a space in the query of an address.</remarks>
    internal string CallLinkTo(string e164) =>
        CallLink.Replace(Phone, CallLink.StartsWith("https:", StringComparison.Ordinal) ? Uri.EscapeDataString(e164) : e164, StringComparison.Ordinal);

    internal static ScreenPopOptions Read(Settings settings)
    {
        var unset = new ScreenPopOptions();
        var options = new ScreenPopOptions
        {
            KeysSecretId = settings.Text(nameof(KeysSecretId), "name the secret that holds the hashes of keys, or the keys that sign links"),
            FrameAncestors = settings.Text(nameof(FrameAncestors), AncestorsFix, ""),
            FirstMs = settings.Number(nameof(FirstMs), unset.FirstMs, 0, 2000),
            BudgetMs = settings.Number(nameof(BudgetMs), unset.BudgetMs, 100, 5000),
            LongestLink = settings.Duration(nameof(LongestLink), unset.LongestLink, TimeSpan.FromSeconds(10), TimeSpan.FromHours(12)),
            RequestsPerMinute = settings.Number(nameof(RequestsPerMinute), unset.RequestsPerMinute, 1, 1_000_000),
            CallLink = settings.Text(nameof(CallLink), "set a link with {phone}, such as tel:{phone}", unset.CallLink, CallForm),
            RecordLinks = settings.List(nameof(RecordLinks)),
            Members = s_members.SetItems(settings.Map(nameof(Members))),
            Labels = settings.Map(nameof(Labels)),
        };
        if (!options.Ancestors.All(Origin.IsMatch))
        {
            settings.Problem(nameof(FrameAncestors), "holds something that is no origin", AncestorsFix, 0);
        }

        for (var n = 0; n < options.RecordLinks.Count; n++)
        {
            if (!RecordForm.IsMatch(options.RecordLinks[n]))
            {
                settings.Problem($"{nameof(RecordLinks)}:{n}", "is no source with its address", "set one such as crm=https://crm.example.com/contacts/{id}", 0);
            }
        }

        foreach (var stray in options.Members.Keys.Where(member => !s_members.ContainsKey(member)))
        {
            settings.Problem($"{nameof(Members)}:{stray}", "is not a place on the page", $"known are {string.Join(", ", s_members.Keys)}", 0);
        }

        return options.FirstMs <= options.BudgetMs
            ? options
            : settings.Problem(nameof(FirstMs), $"is {options.FirstMs}, more than {nameof(BudgetMs)}", "set less", options);
    }

    private const string AncestorsFix = "set origins with commas between, such as https://vicidial.example.com,https://*.mypurecloud.com, without a path";

    /// <summary>What a Content-Security-Policy takes in the place of one; nothing in it can begin another directive.</summary>
    [GeneratedRegex(@"^https?://(\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Origin { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}=https?://[^\s{}]+\{id\}[^\s{}]*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RecordForm { get; }

    /// <summary>Whatever opens a telephone, and never a script.</summary>
    [GeneratedRegex(@"^(tel|sip|sips|callto|https):[^\s{}]*\{phone\}[^\s{}]*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CallForm { get; }
}
