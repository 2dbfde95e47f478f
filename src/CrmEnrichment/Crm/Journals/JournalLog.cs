using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.Journals;

/// <summary>What a journal did differently than it was told, so that the entry was not lost.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(210, LogLevel.Warning, "{Source} refused the owner of {What}, who may be inactive there. It was written without an owner, so the CRM chose one")]
    public static partial void OwnerRefused(ILogger log, string source, string what);

    [LoggerMessage(211, LogLevel.Warning, "The customer of {What} does not exist in {Source} any more. It was written without a customer")]
    public static partial void CustomerGone(ILogger log, string source, string what);
}
