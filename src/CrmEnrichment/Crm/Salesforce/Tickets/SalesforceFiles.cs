using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Tickets;

/// <summary>Files of Salesforce, published to their case. Salesforce has no key for them: one that may be there is looked for by its name among those of the case.</summary>
internal sealed class SalesforceFiles(SalesforceConnection connection) : ITicketFiles
{
    private const string Right = "the integration user API Enabled, Edit on cases and Create on ContentVersion (Salesforce Files)";

    private const string Path = "PathOnClient";

    public async Task<string?> UploadAsync(string ticketId, TicketFile file, bool mayExist, CancellationToken ct)
    {
        if (!mayExist || !await HasAsync(ticketId, $"{file.Key}-", ct))
        {
            await connection.CreateAsync(
                "ContentVersion",
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Title"] = file.Name,
                    [Path] = $"{file.Key}-{file.Name}",
                    ["FirstPublishLocationId"] = ticketId,
                    ["VersionData"] = Convert.ToBase64String(file.Content),
                },
                [],
                Right,
                ct);
        }

        return null;
    }

    private async Task<bool> HasAsync(string ticketId, string start, CancellationToken ct) =>
        (await connection.QueryPagesAsync(Soql.FilesOf(ticketId), Right, ct)).Any(link =>
            link.TryMember("ContentDocument", out var document) && document.TryMember("LatestPublishedVersion", out var version)
            && version.TryMember(Path, out var path) && path.TryText(out var text) && text.StartsWith(start, StringComparison.Ordinal));
}
