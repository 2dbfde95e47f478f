using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>The configured request, to be filled with what is known of a customer.</summary>
internal sealed class AttributeRequest(Uri url, HttpAttributesOptions options)
{
    private static readonly JsonElement s_nobody = JsonElement.Parse($"\"{ProbeIdentity.Id}\"");

    private readonly string _base = url.AbsoluteUri.TrimEnd('/');
    private readonly PathTemplate _path = PathTemplate.Parse(options.Path)!;
    private readonly BodyTemplate? _body = options.Body.Length > 0 ? BodyTemplate.Parse(options.Body) : null;

    /// <returns>Null if the customer lacks a field, or has one that cannot stand in a request.</returns>
    public HttpRequestMessage? Fill(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now)
    {
        var body = _body?.Fill(known, now);
        if (_path.Fill(known, now) is not { } path || (_body is not null && body is null))
        {
            return null;
        }

        var request = Reading(options.Method is AttributeMethod.Post ? HttpMethod.Post : HttpMethod.Get, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    /// <summary>The same for nobody: what may be asked by a look-up shows only there, such as a right to that path.</summary>
    public HttpRequestMessage Probe(DateTimeOffset now) => options.ProbePath.Length > 0
        ? Reading(HttpMethod.Get, options.ProbePath)
        : Fill(options.Needs.ToDictionary(need => need, static _ => s_nobody, StringComparer.Ordinal), now)!;

    private HttpRequestMessage Reading(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, _base + path);
        request.AcceptsJson();
        return request;
    }
}
