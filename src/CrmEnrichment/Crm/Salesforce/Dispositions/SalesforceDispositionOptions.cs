using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Salesforce.Dispositions;

/// <summary>Where the outcome of a call is written, section <c>Crm:Sources:N:Salesforce:Dispositions</c>.</summary>
public sealed partial class SalesforceDispositionOptions
{
    private const string Default = "Contact.DoNotCall|Lead.DoNotCall";

    private const string Fix = "name one checkbox for each of Contact, Lead and Account that is called, such as " + Default;

    /// <summary>The checkbox of each object that says that nobody contacts the customer again, with the object before its name. Accounts have none of their own.</summary>
    public string DoNotContact { get; init; } = Default;

    internal static SalesforceDispositionOptions Read(Settings settings)
    {
        var names = settings.Text(nameof(DoNotContact), Fix, Default, Names);
        return new()
        {
            DoNotContact = names.Split('|').Select(name => name.Split('.')[0]).GroupBy(type => type, StringComparer.Ordinal).FirstOrDefault(types => types.Count() > 1) is { } twice
                ? settings.Problem(nameof(DoNotContact), $"names two fields of {twice.Key}", Fix, Default)
                : names,
        };
    }

    /// <returns>Null where none is configured for this type.</returns>
    internal string? FieldOf(string type) =>
        DoNotContact.Split('|').FirstOrDefault(name => name.StartsWith($"{type}.", StringComparison.Ordinal)) is { } name ? name[(type.Length + 1)..] : null;

    /// <summary>It becomes part of queries.</summary>
    [GeneratedRegex(@"\A(Contact|Lead|Account)\.[A-Za-z][A-Za-z0-9_]{0,79}(\|(Contact|Lead|Account)\.[A-Za-z][A-Za-z0-9_]{0,79}){0,2}\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names { get; }
}
