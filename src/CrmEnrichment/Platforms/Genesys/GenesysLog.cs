using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What is logged of Genesys Cloud beyond its requests.</summary>
internal static partial class GenesysLog
{
    [LoggerMessage(412, LogLevel.Warning, "Genesys does not let us read a name (403); the id is used instead. Grant {right}.")]
    public static partial void MayNotRead(this ILogger logger, string right);
}
