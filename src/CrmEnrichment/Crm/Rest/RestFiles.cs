using System.Net.Http.Headers;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Files of tickets of a CRM with a REST API: one POST with the bytes, whose key says that a repeated one is the same.</summary>
internal sealed class RestFiles(string name, string path, RestRecords records) : ITicketFiles
{
    public async Task<string?> UploadAsync(string ticketId, TicketFile file, bool mayExist, CancellationToken ct)
    {
        var content = new ByteArrayContent(file.Content)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(file.Type), ContentDisposition = new("attachment") { FileNameStar = file.Name } },
        };
        var answer = await records.PostAsync(path.With("{id}", ticketId), content, file.Key, ct);

        // 409: the file of an earlier attempt is there.
        return answer.IsGone ? throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: there is nothing at Crm__Sources__N__Tickets__FilesPath, or the ticket was deleted.") : null;
    }
}
