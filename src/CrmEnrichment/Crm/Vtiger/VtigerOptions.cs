using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Vtiger.Dispositions;
using CrmEnrichment.Crm.Vtiger.Journal;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.Tickets;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>What a source of the kind Vtiger has beside the rest, section <c>Crm:Sources:N:Vtiger</c>.</summary>
public sealed partial class VtigerOptions
{
    private const string NamesFix = "name fields by their API names, such as Contacts.email|Leads.email, of Contacts, Leads and Accounts";

    /// <summary>How a session is begun.</summary>
    public VtigerAuth Auth { get; init; }

    /// <summary>Where a number is searched, one after the other until somebody is found.</summary>
    public IReadOnlyList<string> Modules { get; init; } = s_modules;

    /// <summary>Whether a contact's account is read: one request more.</summary>
    public bool Account { get; init; } = true;

    /// <summary>How Vtiger is told what happened.</summary>
    public VtigerJournalOptions Journal { get; init; } = new();

    /// <summary>Where the outcome of a call is written.</summary>
    public VtigerDispositionOptions Dispositions { get; init; } = new();

    /// <summary>Tickets and their comments.</summary>
    public VtigerTicketOptions Tickets { get; init; } = new();

    private static readonly string[] s_modules = [.. VtigerModule.All.Select(module => module.Name)];

    /// <summary>The names on the left are those that the other kinds use where they know the same.</summary>
    internal static CrmKindDefaults Defaults { get; } = new(
        """{"username": …, "access_key": …}, or {"username": …, "password": …} for Auth Token""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["customerId"] = "Contacts.id|Leads.id|Accounts.id",
            ["name"] = "Contacts.firstname Contacts.lastname|Leads.firstname Leads.lastname|Accounts.accountname",
            ["email"] = "Contacts.email|Leads.email",
            ["status"] = "Leads.leadstatus|Accounts.accounttype",
            ["ownerId"] = "Contacts.assigned_user_id|Leads.assigned_user_id|Accounts.assigned_user_id",
            ["crmAccountId"] = "Contacts.account_id|Accounts.id",
            ["company"] = "Accounts.accountname|Leads.company",
        },
        "modifiedtime");

    internal static VtigerOptions Read(Settings settings)
    {
        var modules = settings.List(nameof(Modules));
        return new()
        {
            Auth = settings.Choice(nameof(Auth), VtigerAuth.Challenge),
            Modules = modules.Count == 0 ? s_modules
                : modules.All(module => s_modules.Contains(module, StringComparer.Ordinal)) && modules.Distinct(StringComparer.Ordinal).Count() == modules.Count ? modules
                : settings.Problem(nameof(Modules), $"is '{string.Join(", ", modules)}'", $"list some of {string.Join(", ", s_modules)}, spelt like this and each once", s_modules),
            Account = settings.Flag(nameof(Account), fallback: true),
            Journal = settings.Nested(nameof(Journal), VtigerJournalOptions.Read),
            Dispositions = settings.Nested(nameof(Dispositions), VtigerDispositionOptions.Read),
            Tickets = settings.Nested(nameof(Tickets), VtigerTicketOptions.Read),
        };
    }

    /// <summary>Names of fields become part of a query, so they have to be names.</summary>
    internal static void CheckNames(Settings settings, CrmSourceOptions source)
    {
        foreach (var (field, names) in source.Fields.Where(pair => !Names.IsMatch(pair.Value)))
        {
            settings.Problem($"{nameof(source.Fields)}:{field}", $"is '{names}'", NamesFix, 0);
        }

        if (!Name.IsMatch(source.ChangedAtMember))
        {
            settings.Problem(nameof(source.ChangedAtMember), $"is '{source.ChangedAtMember}'", "name one field that contacts, leads and accounts all have", 0);
        }
    }

    [GeneratedRegex(@"\A(Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79}([ |](Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79})*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names { get; }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
