using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Tickets;

/// <summary>Whose tickets and comments are that we write: Vtiger takes none without an owner.</summary>
internal sealed class VtigerTicketOwner(string name, VtigerTicketOptions options, VtigerConnection connection)
{
    public const string Field = "assigned_user_id";

    /// <exception cref="UpstreamException">It is neither configured nor told by the login.</exception>
    public async Task<string> IdAsync(CancellationToken ct) => options.OwnerId.Length > 0 ? options.OwnerId : await connection.UserIdAsync(ct) ?? throw new UpstreamException(
        name, UpstreamFault.Rejected, $"{name}: the login does not tell the id of its user, who would own what is written. Set Crm__Sources__N__Vtiger__Tickets__OwnerId.");
}
