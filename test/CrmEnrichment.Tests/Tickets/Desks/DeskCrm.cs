using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>A pretend CRM with a ticket of <see cref="TicketDeskRoom.Customer"/>.</summary>
/// <param name="Kind">As the source's setting has it.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Secret">What the source's secret holds.</param>
/// <param name="Requests">All that it was asked.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="Owner">Disposed at the end.</param>
internal sealed record DeskCrm(string Kind, Uri Url, string Secret, RequestLog Requests, FaultScript Faults, IAsyncDisposable Owner)
{
    public static DeskCrm Of(IPretendSource crm) => new(crm.Kind, crm.Url, crm.Secret, crm.Requests, crm.Faults, crm);
}
