using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Creates, reads and changes records of a REST CRM: flat JSON objects.</summary>
/// <param name="name">The source's.</param>
/// <param name="url">Its base address.</param>
/// <param name="numbers">Members that are numbers in JSON.</param>
/// <param name="http">With the source's key.</param>
/// <param name="flags">Members that are true or false in JSON.</param>
internal sealed class RestRecords(string name, Uri url, IReadOnlySet<string> numbers, HttpClient http, IReadOnlySet<string>? flags = null)
{
    private readonly string _base = url.AbsoluteUri.TrimEnd('/');

    /// <summary>Creates a record.</summary>
    /// <remarks>The key says to the CRM that a repeated request is the same one, so it may be repeated. A 409 says that the first is still being worked on, or that the key is known.</remarks>
    public Task<RestAnswer> PostAsync(string path, IReadOnlyDictionary<string, string> members, string key, CancellationToken ct)
    {
        var request = Request(HttpMethod.Post, path, members).MayRepeat().Accepts(HttpStatusCode.Conflict, HttpStatusCode.Gone);
        request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request, ct);
    }

    /// <summary>As the other, with what is no record.</summary>
    public Task<RestAnswer> PostAsync(string path, HttpContent content, string key, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _base + path) { Content = content }.MayRepeat().Accepts(HttpStatusCode.Conflict, HttpStatusCode.Gone)
            .Needs("the right to write files of tickets to the API key");
        request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request, ct);
    }

    public Task<RestAnswer> PatchAsync(string path, IReadOnlyDictionary<string, string> members, CancellationToken ct) =>
        SendAsync(Request(HttpMethod.Patch, path, members).Accepts(HttpStatusCode.Gone), ct);

    public Task<RestAnswer> GetAsync(string path, CancellationToken ct) => SendAsync(new HttpRequestMessage(HttpMethod.Get, _base + path).Accepts(HttpStatusCode.Gone), ct);

    private HttpRequestMessage Request(HttpMethod method, string path, IReadOnlyDictionary<string, string> members)
    {
        var request = new HttpRequestMessage(method, _base + path) { Content = new ByteArrayContent(Write(members)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request.Needs("the right to read and write activities, tasks and customers to the API key");
    }

    private async Task<RestAnswer> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            request.AcceptsJson();
            using var response = await http.SendAsync(request, ct);
            return new(name, response.StatusCode, response.StatusCode is HttpStatusCode.NoContent ? default : Parse(await response.Content.ReadAsByteArrayAsync(ct)));
        }
    }

    private byte[] Write(IReadOnlyDictionary<string, string> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (member, text) in members)
            {
                if (numbers.Contains(member) && long.TryParse(text, out var number))
                {
                    json.WriteNumber(member, number);
                }
                else if (flags?.Contains(member) is true && bool.TryParse(text, out var flag))
                {
                    json.WriteBoolean(member, flag);
                }
                else
                {
                    json.WriteString(member, text);
                }
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <returns>Undefined for what is no JSON: a CRM may answer a write with a word.</returns>
    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return ReceivedJson.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
