using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Salesforce.Tickets;

/// <summary>Cases and their comments, section <c>Crm:Sources:N:Salesforce:Tickets</c>.</summary>
public sealed partial class SalesforceTicketOptions
{
    private const string EmailFix = "name a field of cases by its API name, or one of a record that they name, such as Account.Support_Email__c";

    private static readonly string[] s_emails = ["Contact.Email", "SuppliedEmail"];

    /// <summary>Digits of a case number: a subject may leave out the zeros before it.</summary>
    public int NumberLength { get; init; } = 8;

    /// <summary>Fields with the addresses of those who may write into a case: of the case, or of a record that it names.</summary>
    public IReadOnlyList<string> EmailFields { get; init; } = s_emails;

    /// <summary>Whether customers see the comments in a site or portal.</summary>
    public bool Published { get; init; }

    /// <summary>Where new cases come from; a value of the organisation's picklist.</summary>
    public string Origin { get; init; } = "Email";

    internal static SalesforceTicketOptions Read(Settings settings)
    {
        var emails = settings.List(nameof(EmailFields));
        return new()
        {
            NumberLength = settings.Number(nameof(NumberLength), 8, 1, 30),
            EmailFields = emails.Count == 0 ? s_emails
                : emails.FirstOrDefault(name => !Field.IsMatch(name)) is { } wrong ? settings.Problem(nameof(EmailFields), $"holds '{wrong}'", EmailFix, emails)
                : emails,
            Origin = settings.Text(nameof(Origin), "name an origin of cases", "Email"),
            Published = settings.Flag(nameof(Published), fallback: false),
        };
    }

    /// <summary>It becomes part of queries.</summary>
    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_]{0,79}\.)?[A-Za-z][A-Za-z0-9_]{0,79}\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Field { get; }
}
