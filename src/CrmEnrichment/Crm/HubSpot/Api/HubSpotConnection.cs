using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>The calls that we make to HubSpot's CRM API, in the version that is configured (docs/crm/hubspot.md).</summary>
internal sealed class HubSpotConnection(CrmSourceOptions options, string version, HttpClient http, HubSpotSearchLimit pace)
{
    public const string Contacts = "contacts", Companies = "companies";

    /// <summary>Deals by their type's number, as HubSpot's own description has them.</summary>
    public const string Deals = "0-3";

    public static Uri PublicApi { get; } = new("https://api.hubapi.com");

    private readonly string _objects = $"crm/objects/{version}/";
    private readonly string _properties = $"crm/properties/{version}/";

    /// <summary>With the token out of the secret's <c>access_token</c>.</summary>
    public static HubSpotConnection Open(CrmSourceOptions options, string version, CrmOpening opening)
    {
        var token = new BearerKey(options.Name, options.SecretId, opening.Secrets, opening.Clients, "access_token");
        var upstream = new Upstream(options.Name, options.Url ?? PublicApi, TimeSpan.FromMilliseconds(options.TimeoutMs), Errors: HubSpotErrors.Dialect);
        return new(options, version, opening.Clients.Create(upstream, token), new HubSpotSearchLimit(options.Name, opening.Clients));
    }

    /// <returns>The records, those changed last first.</returns>
    public async Task<IReadOnlyList<JsonElement>> SearchAsync(string type, HubSpotSearch search, string right, CancellationToken ct)
    {
        await pace.NextAsync(ct);
        return await AskAsync($"{_objects}{type}/search", search.Write(), right, ct) ?? throw Unreadable("there is no search at the configured address");
    }

    /// <param name="type">Of the records.</param>
    /// <param name="question">HubSpot's batch of names.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Those of the properties that exist.</returns>
    public async Task<IReadOnlyList<string>> PropertiesAsync(string type, byte[] question, string right, CancellationToken ct)
    {
        var known = await AskAsync($"{_properties}{type}/batch/read", question, right, ct) ?? [];
        return [.. known.Select(property => property.TryMember("name", out var name) && name.TryText(out var text) ? text : "")];
    }

    /// <returns>Null when there is no such record.</returns>
    public async Task<JsonElement?> GetAsync(string type, string id, IReadOnlyList<string> properties, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_objects}{type}/{id}?properties={Uri.EscapeDataString(string.Join(',', properties))}");
        var record = await SendAsync(request, right, ct);
        return record is null || record.Value.TryMember("properties", out _) ? record : throw Unreadable("a record without properties");
    }

    /// <returns>The results; null where there is nothing at the address.</returns>
    private async Task<IReadOnlyList<JsonElement>?> AskAsync(string path, byte[] question, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(request.MayRepeat(), right, ct) is not { } answer ? null
            : answer.TryMember("results", out var results) && results.ValueKind is JsonValueKind.Array ? [.. results.EnumerateArray()]
            : throw Unreadable("an answer without results");
    }

    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, string right, CancellationToken ct)
    {
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await http.SendAsync(request.Needs(right), ct);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        try
        {
            return ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException)
        {
            throw Unreadable("an answer that is no JSON");
        }
    }

    private UpstreamException Unreadable(string what) => new(options.Name, UpstreamFault.Unavailable, $"{options.Name}: {what}. Check Crm__Sources__N__Url and HubSpot__ApiVersion.");
}
