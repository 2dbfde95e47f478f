using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Tickets;

/// <summary>New cases of Salesforce. Their text cannot be filtered by, so one that may be there is looked for among the newest of its sender.</summary>
internal sealed class SalesforceNewTickets(SalesforceConnection connection, SalesforceTicketOptions options) : INewTickets
{
    private const string Right = "the integration user API Enabled, Read, Create and Edit on cases, Read on contacts and Edit on the fields that are written";

    private const string Case = "Case", Description = "Description";

    /// <summary>So many of the longest stay below <c>Http__MaxResponseBytes</c>; a sender makes no more while one is in doubt.</summary>
    private const int MostCases = 10;

    /// <summary>Of nobody (RFC 2606).</summary>
    private const string Nobody = ProbeIdentity.Email;

    public int LongestTitle => 255;

    /// <summary>Salesforce keeps 32,000 characters.</summary>
    public int LongestText => 32_000;

    public async Task<IReadOnlyList<string>> FindContactsAsync(string address, CancellationToken ct) =>
    [
        .. (await connection.QueryPagesAsync(Soql.ContactsByEmail(address), Right, ct))
            .Select(record => SalesforceSuccessor.Id(record, "Id")).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    public async Task<string?> FindAsync(string marker, string sender, CancellationToken ct) =>
        (await connection.QueryPagesAsync(Soql.CasesOfSender(sender, MostCases), Right, ct))
            .Where(record => record.TryMember(Description, out var member) && member.TryText(out var text) && text.Contains(marker, StringComparison.Ordinal))
            .Select(record => SalesforceSuccessor.Id(record, "Id")).FirstOrDefault(id => id is not null);

    public Task<string> CreateAsync(NewTicket ticket, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Subject"] = ticket.Title,
            [Description] = ticket.Text,
            ["Origin"] = options.Origin,
            ["SuppliedEmail"] = ticket.Sender,
        };
        if (ticket.Contact is not null)
        {
            fields["ContactId"] = ticket.Contact;
        }

        return connection.CreateAsync(Case, fields, [], Right, ct);
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        await FindContactsAsync(Nobody, ct);
        await FindAsync(Nobody, Nobody, ct);
    }
}
