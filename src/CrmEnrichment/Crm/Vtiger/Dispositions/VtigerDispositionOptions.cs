using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Vtiger.Dispositions;

/// <summary>Where the outcome of a call is written, section <c>Crm:Sources:N:Vtiger:Dispositions</c>.</summary>
public sealed partial class VtigerDispositionOptions
{
    private const string Default = "Contacts.donotcall";

    private const string Fix = "name one checkbox for each of Contacts, Leads and Accounts that is called, such as Contacts.donotcall|Leads.cf_901";

    private static readonly string[] s_closed = ["Closed Won", "Closed Lost"];

    /// <summary>The checkbox of each module that says that nobody contacts the customer again, with the module before its name. Leads and accounts have none of their own.</summary>
    public string DoNotContact { get; init; } = Default;

    /// <summary>Sales stages of opportunities that are not open any more: Vtiger has no other sign of it.</summary>
    public IReadOnlyList<string> ClosedStages { get; init; } = s_closed;

    internal static VtigerDispositionOptions Read(Settings settings)
    {
        var names = settings.Text(nameof(DoNotContact), Fix, Default, Names);
        var closed = settings.List(nameof(ClosedStages));
        return new()
        {
            DoNotContact = names.Split('|').Select(name => name.Split('.')[0]).GroupBy(module => module, StringComparer.Ordinal).FirstOrDefault(modules => modules.Count() > 1) is { } twice
                ? settings.Problem(nameof(DoNotContact), $"names two fields of {twice.Key}", Fix, Default)
                : names,
            ClosedStages = closed.Count == 0 ? s_closed : closed,
        };
    }

    /// <returns>Null where none is configured for this module.</returns>
    internal string? FieldOf(string module) =>
        DoNotContact.Split('|').FirstOrDefault(name => name.StartsWith($"{module}.", StringComparison.Ordinal)) is { } name ? name[(module.Length + 1)..] : null;

    /// <summary>It becomes part of queries.</summary>
    [GeneratedRegex(@"\A(Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79}(\|(Contacts|Leads|Accounts)\.[A-Za-z][A-Za-z0-9_]{0,79}){0,2}\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names { get; }
}
