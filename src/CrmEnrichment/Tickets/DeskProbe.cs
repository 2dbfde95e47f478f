using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Tickets.Rules;

namespace CrmEnrichment.Tickets;

/// <summary>Whether a desk can do what the settings ask of it.</summary>
internal static class DeskProbe
{
    public static async Task ProbeAsync(this ITicketDesk desk, MailOptions options, CancellationToken ct)
    {
        await desk.ProbeAsync(ct);
        if (options.NewTickets is not NewTicketRule.Never)
        {
            await desk.New.ProbeAsync(ct);
        }
    }
}
