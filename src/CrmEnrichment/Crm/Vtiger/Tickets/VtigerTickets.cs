using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Tickets;

/// <summary>Vtiger's HelpDesk and ModComments (docs/mail.md).</summary>
/// <remarks>
/// A comment on a ticket that does not exist is answered with HTML, although the record was created, so a ticket is read before it is written to. Numbers are no key: parallel
/// creates give one twice. What cannot be read after a create may have been carried out: the marker in the text shows it.
/// </remarks>
internal sealed partial class VtigerTickets : ITicketDesk
{
    private const string Contact = "contact_id", Account = "parent_id", Number = "ticket_no", RelatedTo = "related_to", Content = "commentcontent", Owner = VtigerTicketOwner.Field;

    private static readonly string[] s_fields = ["id", Number, Contact, Account];

    private static readonly string[] s_addresses = ["email", "secondaryemail", "email1", "email2"];

    private readonly VtigerTicketOptions _options;
    private readonly VtigerConnection _connection;
    private readonly VtigerCanary _canary;
    private readonly VtigerTicketOwner _owner;

    public VtigerTickets(string name, VtigerTicketOptions options, VtigerConnection connection)
    {
        (Name, _options, _connection, _canary, _owner) = (name, options, connection, new(name, connection), new(name, options, connection));
        New = new VtigerNewTickets(name, options, connection, _canary, _owner);
    }

    public string Name { get; }

    public INewTickets New { get; }

    /// <summary>Vtiger cuts without a word.</summary>
    public int LongestComment => 65_535;

    public async Task<IReadOnlyList<Ticket>> FindAsync(string number, CancellationToken ct)
    {
        var whole = number.All(char.IsAsciiDigit) ? _options.NumberPrefix + number : number;
        if (!PlainNumber.IsMatch(whole))
        {
            return [];
        }

        var rows = await _canary.AskAsync(VtigerModule.HelpDesk, canary => Vtql.TicketByNumber(s_fields, whole, canary), Denied(VtigerModule.HelpDesk), ct);
        var tickets = new List<Ticket>();
        foreach (var row in rows.Where(row => string.Equals(VtigerRecord.Text(row, Number)?.Trim(), whole, StringComparison.OrdinalIgnoreCase)))
        {
            if (await ReadAsync(row, ct) is { } ticket)
            {
                tickets.Add(ticket);
            }
        }

        return tickets;
    }

    public async Task<Ticket?> ReadAsync(string id, CancellationToken ct)
    {
        if (!VtigerRecordId.IsWhole(id))
        {
            return null;
        }

        var rows = await _canary.AskAsync(VtigerModule.HelpDesk, canary => Vtql.ById(VtigerModule.HelpDesk, s_fields, id, canary), Denied(VtigerModule.HelpDesk), ct);
        foreach (var row in rows.Where(row => string.Equals(VtigerRecord.Text(row, "id"), id, StringComparison.Ordinal)))
        {
            return await ReadAsync(row, ct);
        }

        return null;
    }

    public async Task<bool> HasCommentAsync(string ticketId, string marker, CancellationToken ct)
    {
        var rows = await _canary.AskAsync(VtigerModule.ModComments, canary => Vtql.CommentsWith(Plain(marker), canary), Denied(VtigerModule.ModComments), ct);
        return rows.Any(row => string.Equals(VtigerRecord.Text(row, RelatedTo), ticketId, StringComparison.Ordinal)
            && VtigerRecord.Text(row, Content)?.Contains(marker, StringComparison.Ordinal) is true);
    }

    public async Task AddCommentAsync(string ticketId, TicketComment comment, CancellationToken ct)
    {
        var element = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Content] = BoundedText.OfThreeBytes(comment.Text),
            [RelatedTo] = ticketId,
            [Owner] = await _owner.IdAsync(ct),
        };
        await _connection.CreateAsync(VtigerModule.ModComments.Name, element, Denied(VtigerModule.ModComments), ct);
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        await CheckAsync(VtigerModule.HelpDesk, s_fields, ct);
        await CheckAsync(VtigerModule.ModComments, [Content, RelatedTo, Owner], ct);
        await _canary.PrepareAsync(VtigerModule.HelpDesk, Denied(VtigerModule.HelpDesk), ct);
    }

    private async Task CheckAsync(VtigerModule module, IEnumerable<string> fields, CancellationToken ct)
    {
        var hidden = (await _connection.DescribeAsync(module.Name, Denied(module), ct)).Fields is { } known ? fields.Where(field => field is not "id" && !known.ContainsKey(field)).ToList() : [];
        if (hidden.Count > 0)
        {
            throw new UpstreamException(
                Name, UpstreamFault.Forbidden, $"{Name}: the Vtiger user cannot see {string.Join(", ", hidden.Select(field => $"{module.Name}.{field}"))}, so every question about tickets is denied. Let the user's profile show these fields.");
        }
    }

    /// <summary>With the addresses of its contact and its account. A record that is not there, or that the user may not see, gives none.</summary>
    private async Task<Ticket?> ReadAsync(JsonElement row, CancellationToken ct)
    {
        if (VtigerRecord.Text(row, "id") is not { } id || !VtigerRecordId.IsWhole(id))
        {
            return null;
        }

        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in new[] { Contact, Account }.Select(field => VtigerRecord.Text(row, field)).OfType<string>().Where(VtigerRecordId.IsWhole))
        {
            if (await _connection.RetrieveAsync(link, ct) is { } record)
            {
                addresses.UnionWith(s_addresses.Select(field => VtigerRecord.Text(record, field)).OfType<string>().Select(address => address.Trim().ToLowerInvariant()));
            }
        }

        return new(id, addresses);
    }

    /// <summary>It becomes part of a query, in which nothing protects.</summary>
    internal static string Plain(string marker) => PlainMarker.IsMatch(marker) ? marker : throw new ArgumentException("A marker has letters and digits only.", nameof(marker));

    private static string Denied(VtigerModule module) =>
        $"The Vtiger user needs View on {module.Name}, and Create on ModComments. A stock 8.3.0 refuses every user who is no administrator (docs/crm/vtiger.md, Stock 8.3.0).";

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,60}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainNumber { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9]{8,64}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainMarker { get; }
}
