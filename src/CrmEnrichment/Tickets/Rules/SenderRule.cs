using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Tickets;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Who may write into a ticket. Pure.</summary>
internal sealed partial class SenderRule(IEnumerable<string> allowed)
{
    private readonly HashSet<string> _allowed = new(allowed, StringComparer.OrdinalIgnoreCase);

    /// <summary>With a ticket's number alone, anybody could write into anybody's ticket.</summary>
    public bool Allows(string? sender, Ticket ticket) =>
        sender is { Length: > 0 } && (ticket.Addresses.Contains(sender, StringComparer.OrdinalIgnoreCase) || IsAllowed(sender));

    /// <summary>Whether the sender may write into every ticket.</summary>
    public bool IsAllowed(string sender) => _allowed.Contains(sender) || (sender.LastIndexOf('@') is > 0 and var at && _allowed.Contains(sender[at..]));

    [GeneratedRegex(@"\A[^@\s]{0,128}@[^@\s]{1,253}\z", RegexOptions.None, 10_000)]
    internal static partial Regex Form { get; }
}
