using System.Net.Http.Headers;
using System.Text;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Tickets;

/// <summary>Files of HubSpot, private, which a note names. Under the same name a file takes the place of the one that is there, so an attempt more leaves no second one.</summary>
internal sealed class HubSpotFiles(HubSpotConnection connection) : ITicketFiles
{
    private const string Folder = "/crm-enrichment";

    public async Task<string?> UploadAsync(string ticketId, TicketFile file, bool mayExist, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(file.Content) { Headers = { ContentType = new MediaTypeHeaderValue(file.Type) } };
        var name = $"{file.Key}-{file.Name}";

        // With names in quotes, as browsers send forms.
        form.Add(content, "\"file\"", $"\"{Ascii(name)}\"");
        form.Add(Text(Ascii(name)), "\"fileName\"");
        form.Add(Text(Folder), "\"folderPath\"");
        form.Add(Text("""{"access":"PRIVATE","overwrite":true}"""), "\"options\"");
        var answer = await connection.UploadAsync(form, "the scope files to the service key or private app", ct);
        return answer.TryMember("id", out var member) && member.TryText(out var id) && HubSpotRecordId.Is(id) ? id : throw connection.Unreadable("an upload was answered without an id");
    }

    /// <summary>Headers of a part are ASCII.</summary>
    private static string Ascii(string name) => string.Concat(name.Select(c => char.IsAscii(c) ? c : '_'));

    private static StringContent Text(string text) => new(text, Encoding.UTF8) { Headers = { ContentType = null } };
}
