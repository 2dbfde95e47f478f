using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Tickets;

/// <summary>Salesforce's cases and their comments (docs/mail.md).</summary>
internal sealed partial class SalesforceTickets(SalesforceConnection connection, SalesforceTicketOptions options) : ITicketDesk
{
    private const string Right = "the integration user API Enabled, Read and Edit on cases, Read on contacts and on the fields that are read";

    private const string Id = "Id", Number = "CaseNumber", Body = "CommentBody", Published = "IsPublished";

    /// <summary>Of a case that nobody has.</summary>
    private const string Nobody = "500000000000000AAA";

    /// <summary>A comment that is looked for was begun lately: more than so many are not written after it. So many of the longest stay below <c>Http__MaxResponseBytes</c>.</summary>
    private const int MostComments = 100;

    public string Name => connection.Source;

    /// <summary>Salesforce counts bytes here, and characters elsewhere.</summary>
    public int LongestComment => 4_000;

    public INewTickets New { get; } = new SalesforceNewTickets(connection, options);

    public ITicketFiles? Files { get; } = new SalesforceFiles(connection);

    private IEnumerable<string> Fields => new[] { Id, Number }.Concat(options.EmailFields).Distinct(StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Ticket>> FindAsync(string number, CancellationToken ct)
    {
        if (!PlainNumber.IsMatch(number))
        {
            return [];
        }

        string[] numbers = [.. new[] { number, number.PadLeft(options.NumberLength, '0') }.Distinct(StringComparer.Ordinal)];
        return
        [
            .. (await connection.QueryPagesAsync(Soql.CasesByNumber(Fields, numbers), Right, ct))
                .Where(record => numbers.Contains(Text(record, Number), StringComparer.OrdinalIgnoreCase)).Select(Read).OfType<Ticket>(),
        ];
    }

    public async Task<Ticket?> ReadAsync(string id, CancellationToken ct) =>
        SalesforceRecordId.Is(id) && await connection.QueryPagesAsync(Soql.CaseById(Fields, id), Right, ct) is [var record, ..] ? Read(record) : null;

    public async Task<bool> HasCommentAsync(string ticketId, string marker, CancellationToken ct) =>
        (await connection.QueryPagesAsync(Soql.CaseComments(ticketId, MostComments), Right, ct)).Any(comment => Text(comment, Body)?.Contains(marker, StringComparison.Ordinal) is true);

    public Task AddCommentAsync(string ticketId, TicketComment comment, CancellationToken ct) => connection.CreateAsync(
        "CaseComment",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ParentId"] = ticketId, [Body] = BoundedText.CutBytes(comment.Text, LongestComment), [Published] = options.Published ? "true" : "false" },
        [Published],
        Right,
        ct);

    /// <summary>The queries of a message, for nobody, in one round trip: a field or an object that is hidden shows. Whether comments may be written does not.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        var composite = connection.Composite();
        Query(Soql.CaseById(Fields, Nobody), "cases");
        Query(Soql.CaseComments(Nobody, 1), "comments");
        foreach (var part in (await connection.SendAsync(composite, repeats: true, Right, ct)).Where(part => !part.IsDone))
        {
            throw SalesforceErrors.Dialect.OfPart(Name, part.Status, part.Body, Right);
        }

        void Query(string soql, string name) => composite.Get($"query?q={Uri.EscapeDataString(soql)}", name);
    }

    private Ticket? Read(JsonElement record) => SalesforceSuccessor.Id(record, Id) is not { } id ? null : new(
        id, options.EmailFields.Select(field => Text(record, field)).OfType<string>().Select(address => address.Trim().ToLowerInvariant()).Where(address => address.Length > 0).ToHashSet(StringComparer.Ordinal));

    /// <returns>Null where the record, or the one that it names, does not have it.</returns>
    private static string? Text(JsonElement record, string field)
    {
        var value = record;
        foreach (var name in field.Split('.'))
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryMember(name, out value))
            {
                return null;
            }
        }

        return value.TryText(out var text) ? text : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,30}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainNumber { get; }
}
