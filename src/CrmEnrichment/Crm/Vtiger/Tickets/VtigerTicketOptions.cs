using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Vtiger.Tickets;

/// <summary>Tickets and their comments, section <c>Crm:Sources:N:Vtiger:Tickets</c>.</summary>
public sealed partial class VtigerTicketOptions
{
    /// <summary>What ticket numbers begin with (Vtiger: Settings, Customize Record Numbering): a subject may have the digits alone.</summary>
    public string NumberPrefix { get; init; } = "TT";

    /// <summary>Whose comments and new tickets are, such as <c>19x5</c>. Unset: the user's that we log in as.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>Status and priority of new tickets: values of Vtiger's picklists, which it does not check.</summary>
    public string Status { get; init; } = "Open";

    /// <inheritdoc cref="Status"/>
    public string Priority { get; init; } = "Normal";

    internal static VtigerTicketOptions Read(Settings settings)
    {
        var unset = new VtigerTicketOptions();
        return new()
        {
            NumberPrefix = settings.Text(nameof(NumberPrefix), "use letters, digits, dashes and underscores, at most 20", unset.NumberPrefix, Prefix),
            OwnerId = settings.Text(nameof(OwnerId), "set the id of a user or group, such as 19x5", unset.OwnerId, Id),
            Status = settings.Text(nameof(Status), "name a status of tickets", unset.Status),
            Priority = settings.Text(nameof(Priority), "name a priority of tickets", unset.Priority),
        };
    }

    /// <summary>It becomes part of a query.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,20}\z", RegexOptions.None, 10_000)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"\A[0-9]{1,9}x[0-9]{1,18}\z", RegexOptions.None, 10_000)]
    private static partial Regex Id { get; }
}
