using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>What tells calls of VICIdial's URLs apart. Pure.</summary>
internal static class CallIdentity
{
    /// <summary>Equal for two URLs about one call and one disposition: VICIdial sends a URL again when the agent's browser does, within moments.</summary>
    public static string DeduplicationId(CallEvent e) => Hash(IsTold(e)
        ? [$"{e.Kind}", e[CallField.AgentLogId], Call(e), e.LeadId, e.Disposition]
        : [$"{e.Kind}", .. e.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")]);

    /// <summary>The same for as long as events are remembered. A URL that names no call may say of tomorrow's call just what it says of today's: then the time belongs to it.</summary>
    public static string Key(CallEvent e) => IsTold(e) ? DeduplicationId(e) : Hash([DeduplicationId(e), $"{e.ReceivedAt.ToUnixTimeMilliseconds()}"]);

    /// <summary>Equal for all calls about one CRM record, so that what happened to it is told in its order.</summary>
    public static string Record(CallEvent e) => Hash(e.VendorCode is { } code ? ["code", code] : e.LeadId is { } lead ? ["lead", lead] : ["call", DeduplicationId(e)]);

    /// <summary>The interaction's: equal for the start and the end of a call, and for all agents in it. A person finds the call in VICIdial by it, where the URL names it.</summary>
    public static string Interaction(CallEvent e) =>
        Plain(e[CallField.UniqueId]) is not { } call ? Hash(IsTold(e) ? ["interaction", Call(e) ?? e[CallField.AgentLogId], e.LeadId] : ["interaction", Key(e)])
        : Plain(e.LeadId) is { } lead ? $"{call}-{lead}"
        : call;

    private static bool IsTold(CallEvent e) => (Call(e) ?? e[CallField.AgentLogId]) is not null;

    private static string? Call(CallEvent e) => e[CallField.UniqueId] ?? e[CallField.CallId] ?? e[CallField.Recording];

    private static string? Plain(string? id) => id is { Length: <= 32 } ? EventKey.Plain(id) : null;

    private static string Hash(IEnumerable<string?> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..40];
}
