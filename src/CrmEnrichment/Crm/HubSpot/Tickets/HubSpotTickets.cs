using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.HubSpot.Journal;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Tickets;

/// <summary>HubSpot's tickets, and notes as their comments (docs/mail.md). No search is used: it does not find what was written a moment ago.</summary>
internal sealed partial class HubSpotTickets(HubSpotConnection connection, HubSpotTicketOptions options, HubSpotProperties properties, TimeProvider time) : ITicketDesk
{
    internal const string Right = "the scopes tickets, crm.objects.contacts.read and crm.objects.contacts.write to the service key or private app";
    private const string CompanyRight = "the scope crm.objects.companies.read to the service key or private app";

    private const string Body = "hs_note_body";

    /// <summary>HubSpot's number for the association of a note with a ticket.</summary>
    private const int NoteToTicket = 228;

    /// <summary>Notes of one request: five of the longest that HubSpot keeps stay below <c>Http__MaxResponseBytes</c>.</summary>
    private const int NotesAtOnce = 5;

    /// <summary>A comment that is looked for was begun lately: more than so many notes are not written after it.</summary>
    private const int MostNotes = 200;

    private static readonly string[] s_contactEmails = ["email", "hs_additional_emails"];

    private readonly HubSpotWriter _writer = new(connection, Right);

    public string Name => connection.Source;

    public int LongestComment => HubSpotHtml.Longest;

    public INewTickets New { get; } = new HubSpotNewTickets(connection, options);

    public ITicketFiles? Files { get; } = new HubSpotFiles(connection);

    public int LengthOf(string text) => HubSpotHtml.LengthOf(text);

    private bool IsByRecordId => options.NumberProperty is HubSpotTicketOptions.RecordId;

    public async Task<IReadOnlyList<Ticket>> FindAsync(string number, CancellationToken ct)
    {
        if (IsByRecordId)
        {
            return await ReadAsync(number, ct) is { } ticket ? [ticket] : [];
        }

        // A record whose property is another's answers where the parameter is ignored: then the number would be taken for an id.
        return PlainNumber.IsMatch(number)
            && await connection.GetByAsync(HubSpotConnection.Tickets, (options.NumberProperty, number), [options.NumberProperty], Right, ct) is { } record
            && string.Equals(HubSpotWritten.Stored(record, [options.NumberProperty]).GetValueOrDefault(options.NumberProperty)?.Trim(), number, StringComparison.OrdinalIgnoreCase)
            ? [await WithAddressesAsync(record, ct)]
            : [];
    }

    /// <remarks>A ticket that was merged answers under its old id, and has the one that is left.</remarks>
    public async Task<Ticket?> ReadAsync(string id, CancellationToken ct) =>
        HubSpotRecordId.Is(id) && await connection.GetAsync(HubSpotConnection.Tickets, id, [HubSpotTicketOptions.RecordId], Right, ct) is { } record
            ? await WithAddressesAsync(record, ct)
            : null;

    public async Task<bool> HasCommentAsync(string ticketId, string marker, CancellationToken ct)
    {
        // Ids count upwards: the newest come first.
        var notes = await connection.AssociatedAsync(HubSpotConnection.Tickets, ticketId, HubSpotConnection.Notes, Right, ct);
        foreach (var some in notes.OrderByDescending(id => id.Length).ThenByDescending(id => id, StringComparer.Ordinal).Take(MostNotes).Chunk(NotesAtOnce))
        {
            var records = await connection.ReadAsync(HubSpotConnection.Notes, some, [Body], Right, ct);
            if (records.Any(record => HubSpotWritten.Stored(record, [Body]).Values.Any(body => body.Contains(marker, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Note and association in one request: a note without its ticket would not be found again.</summary>
    public Task AddCommentAsync(string ticketId, TicketComment comment, CancellationToken ct)
    {
        var note = new Dictionary<string, string>(StringComparer.Ordinal) { ["hs_timestamp"] = LastContactFields.Iso(time.GetUtcNow()), [Body] = HubSpotHtml.Write(comment.Text) };
        if (comment.Files.Count > 0)
        {
            note["hs_attachment_ids"] = string.Join(';', comment.Files);
        }

        return _writer.CreateAsync(HubSpotConnection.Notes, note, (ticketId, NoteToTicket), ct);
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        await connection.GetAsync(HubSpotConnection.Tickets, ProbeIdentity.Id, [HubSpotTicketOptions.RecordId], Right, ct);
        await RequireWritingAsync(ct);
        if (!IsByRecordId)
        {
            await RequireUniqueAsync(connection, options.NumberProperty, nameof(options.NumberProperty), ct);
        }

        if (options.CompanyEmails.Count > 0)
        {
            await properties.RequireAsync(HubSpotConnection.Companies, options.CompanyEmails, CompanyRight, "Crm__Sources__N__HubSpot__Tickets__CompanyEmails", ct);
        }
    }

    private async Task<Ticket> WithAddressesAsync(JsonElement record, CancellationToken ct)
    {
        if (!record.TryMember("id", out var member) || !member.TryText(out var id) || !HubSpotRecordId.Is(id))
        {
            throw connection.Unreadable("a ticket without an id");
        }

        var contacts = AddressesAsync(id, HubSpotConnection.Contacts, s_contactEmails, Right, ct);
        var companies = options.CompanyEmails.Count > 0 ? AddressesAsync(id, HubSpotConnection.Companies, options.CompanyEmails, CompanyRight, ct) : Task.FromResult<IEnumerable<string>>([]);
        return new(id, (await Task.WhenAll(contacts, companies)).SelectMany(addresses => addresses).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Addresses in these properties, of all records of a type that the ticket is associated with. One property may hold several, separated by semicolons.</summary>
    private async Task<IEnumerable<string>> AddressesAsync(string ticket, string type, IReadOnlyList<string> names, string right, CancellationToken ct)
    {
        var addresses = new List<string>();
        foreach (var some in (await connection.AssociatedAsync(HubSpotConnection.Tickets, ticket, type, right, ct)).Chunk(HubSpotConnection.MostOfBatch))
        {
            addresses.AddRange((await connection.ReadAsync(type, some, names, right, ct))
                .SelectMany(record => HubSpotWritten.Stored(record, names).Values)
                .SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(address => address.ToLowerInvariant()));
        }

        return addresses;
    }

    /// <summary>A note that nobody has, changed in nothing: 403 without the scope, and with it any other answer.</summary>
    private async Task RequireWritingAsync(CancellationToken ct)
    {
        try
        {
            await _writer.ChangeAsync(HubSpotConnection.Notes, ProbeIdentity.Id, new Dictionary<string, string>(StringComparer.Ordinal), ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // The scope is there: a missing one is asked for first.
        }
    }

    /// <exception cref="UpstreamException">The property of tickets is not there, or may hold a value twice.</exception>
    internal static async Task RequireUniqueAsync(HubSpotConnection connection, string property, string setting, CancellationToken ct)
    {
        var known = await connection.PropertyAsync(HubSpotConnection.Tickets, property, Right, ct);
        if (known is null || !known.Value.TryMember("hasUniqueValue", out var unique) || unique.ValueKind is not JsonValueKind.True)
        {
            throw new UpstreamException(
                connection.Source,
                UpstreamFault.Rejected,
                $"{connection.Source}: {(known is null ? "HubSpot has no property" : "values are not unique in the property")} '{property}' of tickets. Create it with hasUniqueValue, or correct Crm__Sources__N__HubSpot__Tickets__{setting}.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,60}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainNumber { get; }
}
