using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>New tickets of a CRM with a REST API (docs/mail.md). The marker is the ticket's <c>Idempotency-Key</c> as well.</summary>
internal sealed class RestNewTickets(string name, RestTicketOptions options, RestRecords records) : INewTickets
{
    public int LongestTitle => 255;

    public int LongestText => options.LongestComment;

    public async Task<IReadOnlyList<string>> FindContactsAsync(string address, CancellationToken ct)
    {
        var answer = await records.GetAsync(options.ContactPath.With("{email}", address), ct);
        return answer.IsGone ? [] :
        [
            .. answer.Records
                .Where(record => JsonMember.Find(record, options.ContactEmailMember) is { } email && string.Equals(RestAnswer.Text(email)?.Trim(), address, StringComparison.OrdinalIgnoreCase))
                .Select(record => RestAnswer.IdOf(record, options.IdMember)).OfType<string>().Distinct(StringComparer.Ordinal),
        ];
    }

    public async Task<string?> FindAsync(string marker, string sender, CancellationToken ct)
    {
        var answer = await records.GetAsync(options.FindTicketPath.With("{marker}", marker), ct);
        return answer.IsGone ? null : answer.Records
            .Where(record => options.Bears(record, marker))
            .Select(record => RestAnswer.IdOf(record, options.IdMember)).FirstOrDefault(id => id is not null);
    }

    public async Task<string> CreateAsync(NewTicket ticket, CancellationToken ct)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [options.TitleMember] = ticket.Title,
            [options.TextMember] = ticket.Text,
            [options.MarkerMember] = ticket.Marker,
            [options.SenderMember] = ticket.Sender,
        };
        if (ticket.Contact is not null)
        {
            members[options.ContactMember] = ticket.Contact;
        }

        var answer = await records.PostAsync(options.NewTicketPath, members, ticket.Marker, ct);
        if (answer.IsGone)
        {
            throw new UpstreamException(name, UpstreamFault.Rejected, $"{name} has nothing at Crm__Sources__N__Tickets__NewTicketPath. Correct it.");
        }

        // 409: the first request with this key is known, and done or at work. Which of the two is asked, not guessed.
        return (answer.IsConflict ? await FindAsync(ticket.Marker, ticket.Sender, ct) : RestAnswer.IdOf(answer.Body, options.IdMember))
            ?? throw new UpstreamException(name, UpstreamFault.Unavailable, $"{name} answered a new ticket without an id in '{options.IdMember}'. Check Crm__Sources__N__Tickets__IdMember.");
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        try
        {
            await FindContactsAsync(ProbeIdentity.Email, ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // 400, 422: a CRM that does not take such an address.
        }
    }
}
