using System.Text.Json;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Tickets and comments of a CRM with a REST API (docs/mail.md). The marker is the comment's <c>Idempotency-Key</c> as well.</summary>
internal sealed class RestTickets : ITicketDesk
{
    private readonly RestTicketOptions _options;
    private readonly RestRecords _records;

    public RestTickets(CrmSourceOptions source, HttpClient http)
    {
        (Name, _options, _records) = (source.Name, source.Of<RestOptions>().Tickets, new(source.Name, source.Url!, new HashSet<string>(StringComparer.Ordinal), http));
        New = new RestNewTickets(Name, _options, _records);
        Files = _options.FilesPath.Length > 0 ? new RestFiles(Name, _options.FilesPath, _records) : null;
    }

    public string Name { get; }

    public INewTickets New { get; }

    public ITicketFiles? Files { get; }

    public int LongestComment => _options.LongestComment;

    public async Task<IReadOnlyList<Ticket>> FindAsync(string number, CancellationToken ct)
    {
        if (!RestPath.CanHold(number))
        {
            return [];
        }

        var answer = await _records.GetAsync(_options.NumberPath.With("{number}", number), ct);
        return answer.IsGone ? [] : [.. answer.Records
            .Where(record => JsonMember.Find(record, _options.NumberMember) is { } member && string.Equals(RestAnswer.Text(member), number, StringComparison.OrdinalIgnoreCase))
            .Select(Read).OfType<Ticket>()];
    }

    public async Task<Ticket?> ReadAsync(string id, CancellationToken ct)
    {
        if (!RestPath.CanHold(id))
        {
            return null;
        }

        var answer = await _records.GetAsync(_options.TicketPath.With("{id}", id), ct);
        return answer.IsGone ? null : answer.Records.Select(Read).FirstOrDefault(ticket => string.Equals(ticket?.Id, id, StringComparison.Ordinal));
    }

    public async Task<bool> HasCommentAsync(string ticketId, string marker, CancellationToken ct)
    {
        var answer = await _records.GetAsync(_options.FindCommentPath.With("{id}", ticketId).With("{marker}", marker), ct);
        return !answer.IsGone && answer.Records.Any(comment => _options.Bears(comment, marker));
    }

    public async Task AddCommentAsync(string ticketId, TicketComment comment, CancellationToken ct)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal) { [_options.TextMember] = comment.Text, [_options.MarkerMember] = comment.Marker };
        var answer = await _records.PostAsync(_options.CommentsPath.With("{id}", ticketId), members, comment.Marker, ct);
        if (answer.IsGone)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the ticket was deleted before it got the comment, or Crm__Sources__N__Tickets__CommentsPath is wrong.");
        }

        // 409: the first request with this key is known, and done or at work. Which of the two is asked, not guessed.
        if (answer.IsConflict && !await HasCommentAsync(ticketId, comment.Marker, ct))
        {
            throw new UpstreamException(Name, UpstreamFault.Unavailable, $"{Name} answered a comment with 409, and the ticket does not have it: an earlier request may still be at work.");
        }
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        try
        {
            await FindAsync(ProbeIdentity.Id, ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // 400, 422: a CRM whose numbers have another form.
        }
    }

    private Ticket? Read(JsonElement record) => RestAnswer.IdOf(record, _options.IdMember) is not { } id ? null : new(id,
    [
        .. _options.EmailMembers
            .Select(member => JsonMember.Find(record, member)).OfType<JsonElement>()
            .SelectMany(value => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(RestAnswer.Text) : [RestAnswer.Text(value)])
            .OfType<string>().Where(address => address.Length > 0).Select(address => address.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal),
    ]);
}
