using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>How Vtiger is told what happened, section <c>Vtiger:Journal</c> of the source.</summary>
public sealed partial class VtigerJournalOptions
{
    internal const string Leads = "Leads", Contacts = "Contacts";

    private static readonly string[] s_customerModules = [Leads, Contacts];

    public VtigerJournalModule Module { get; init; }

    /// <summary>The field of Events that holds the tracking id.</summary>
    public string TrackingField { get; init; } = "location";

    /// <summary>Activity type of chats, messages and mails.</summary>
    public string DigitalType { get; init; } = "Call";

    /// <summary>Whether a complete entry is given to its owner.</summary>
    public bool HandOver { get; init; } = true;

    /// <summary>The id of the user that we log in as, where the login does not tell it.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Where a caller whom nobody knows is created.</summary>
    public string CustomerModule { get; init; } = Leads;

    /// <summary>The field there that holds the tracking id.</summary>
    public string CustomerTrackingField { get; init; } = "description";

    /// <summary>What a customer's record says of the last contact, <c>Contacts.cf_852|Leads.cf_901</c>.</summary>
    public IReadOnlyDictionary<string, string> LastContact { get; init; } =
        LastContactFields.Names.ToDictionary(field => field, _ => FieldNames.LeftOut, StringComparer.Ordinal);

    internal static VtigerJournalOptions Read(Settings settings)
    {
        var unset = new VtigerJournalOptions();
        var module = settings.Text(nameof(CustomerModule), $"choose one of {string.Join(", ", s_customerModules)}", unset.CustomerModule);
        return new()
        {
            Module = settings.Choice(nameof(Module), unset.Module),
            TrackingField = settings.Text(nameof(TrackingField), "name a field of Events, such as cf_861", unset.TrackingField, Name),
            DigitalType = settings.Text(nameof(DigitalType), "name an activity type", unset.DigitalType),
            HandOver = settings.Flag(nameof(HandOver), unset.HandOver),
            UserId = settings.Text(nameof(UserId), "set the user's id, such as 19x10", unset.UserId, RecordId),
            CustomerModule = s_customerModules.Contains(module, StringComparer.Ordinal) ? module
                : settings.Problem(nameof(CustomerModule), $"is '{module}'", $"choose one of {string.Join(", ", s_customerModules)}", unset.CustomerModule),
            CustomerTrackingField = settings.Text(nameof(CustomerTrackingField), "name a field of that module", unset.CustomerTrackingField, Name),
            LastContact = FieldNames.Read(settings, nameof(LastContact), unset.LastContact, needed: null, Fields, "name fields with their modules, such as Contacts.cf_852|Leads.cf_901"),
        };
    }

    /// <summary>The fields of a module that are configured for the last contact.</summary>
    internal IReadOnlyDictionary<string, string> LastContactOf(string module) => LastContact
        .SelectMany(field => field.Value.Split('|').Where(name => name.StartsWith($"{module}.", StringComparison.Ordinal)).Select(name => KeyValuePair.Create(field.Key, name[(module.Length + 1)..])))
        .DistinctBy(field => field.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\A[0-9]{1,9}x[0-9]{1,18}\z", RegexOptions.None, 10_000)]
    private static partial Regex RecordId { get; }

    [GeneratedRegex(@"\A(Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79}(\|(Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79})*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Fields { get; }
}
