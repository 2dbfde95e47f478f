using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Tickets;

/// <summary>New tickets of Vtiger's HelpDesk. What cannot be read after a create may have been carried out: the marker in the description shows it.</summary>
internal sealed partial class VtigerNewTickets(string name, VtigerTicketOptions options, VtigerConnection connection, VtigerCanary canary, VtigerTicketOwner owner) : INewTickets
{
    private const string Title = "ticket_title", Description = "description", Status = "ticketstatus", Priority = "ticketpriorities", Contact = "contact_id";

    private static readonly string[] s_emails = ["email", "secondaryemail"];

    private static readonly VtigerModule s_contacts = VtigerModule.Of(VtigerModule.Contacts);

    public int LongestTitle => 255;

    public int LongestText => 65_535;

    /// <summary>An address that would not be safe in a query, in which nothing protects, is nobody's.</summary>
    public async Task<IReadOnlyList<string>> FindContactsAsync(string address, CancellationToken ct) => !PlainAddress.IsMatch(address) ? [] :
    [
        .. (await canary.AskAsync(s_contacts, id => Vtql.ContactsByEmail(s_emails, address, id), Denied, ct))
            .Where(row => s_emails.Any(field => string.Equals(VtigerRecord.Text(row, field)?.Trim(), address, StringComparison.OrdinalIgnoreCase)))
            .Select(row => VtigerRecord.Text(row, "id")).OfType<string>().Where(VtigerRecordId.IsWhole).Distinct(StringComparer.Ordinal),
    ];

    public async Task<string?> FindAsync(string marker, string sender, CancellationToken ct) =>
        (await canary.AskAsync(VtigerModule.HelpDesk, id => Vtql.TicketsWith(VtigerTickets.Plain(marker), id), Denied, ct))
            .Where(row => VtigerRecord.Text(row, Description)?.Contains(marker, StringComparison.Ordinal) is true)
            .Select(row => VtigerRecord.Text(row, "id")).FirstOrDefault(id => id is not null && VtigerRecordId.IsWhole(id));

    public async Task<string> CreateAsync(NewTicket ticket, CancellationToken ct)
    {
        var element = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Title] = BoundedText.OfThreeBytes(ticket.Title),
            [Description] = BoundedText.OfThreeBytes(ticket.Text),
            [Status] = options.Status,
            [Priority] = options.Priority,
            [VtigerTicketOwner.Field] = await owner.IdAsync(ct),
        };
        if (ticket.Contact is not null)
        {
            element[Contact] = ticket.Contact;
        }

        return await connection.CreateAsync(VtigerModule.HelpDesk.Name, element, Denied, ct) is { } created && VtigerRecord.Text(created, "id") is { } id && VtigerRecordId.IsWhole(id)
            ? id
            : throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: Vtiger did not make the ticket: its duplicate prevention refuses it. Look at the rules for tickets there.");
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        if ((await connection.DescribeAsync(VtigerModule.HelpDesk.Name, Denied, ct)).Fields is { } known
            && new[] { Title, Description, Status, Priority, Contact }.Where(field => !known.ContainsKey(field)).ToList() is { Count: > 0 } hidden)
        {
            throw new UpstreamException(name, UpstreamFault.Forbidden, $"{name}: the Vtiger user cannot see {string.Join(", ", hidden.Select(field => $"HelpDesk.{field}"))}, so no ticket can be made. Let the user's profile show these fields.");
        }

        await FindContactsAsync(ProbeIdentity.Email, ct);
    }

    private const string Denied = "The Vtiger user needs View and Create on HelpDesk, and View on Contacts. A stock 8.3.0 refuses every user who is no administrator (docs/crm/vtiger.md, Stock 8.3.0).";

    [GeneratedRegex(@"\A[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainAddress { get; }
}
