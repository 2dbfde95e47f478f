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
    private readonly string _owners = $"crm/owners/{version}";

    /// <summary>The source's configured name.</summary>
    public string Source => options.Name;

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

    /// <summary>Writes below the objects. A 409 is the caller's to read, beside 2xx and 404.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="path">Such as <c>calls/batch/upsert</c>; ids in it are checked.</param>
    /// <param name="body">Null for none.</param>
    /// <param name="repeats">Whether it may be sent twice without harm, although it is a POST.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<HubSpotAnswer> WriteAsync(HttpMethod method, string path, byte[]? body, bool repeats, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, _objects + path);
        if (body is not null)
        {
            request.Content = Json(body);
        }

        return await ExchangeAsync((repeats ? request.MayRepeat() : request).Accepts(HttpStatusCode.Conflict), right, ct);
    }

    /// <returns>The definition of a property; null where there is none of the name.</returns>
    public async Task<JsonElement?> PropertyAsync(string type, string name, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_properties}{type}/{name}");
        return await SendAsync(request, right, ct);
    }

    /// <returns>The users who own records, whom the address belongs to; archived ones are left out by HubSpot.</returns>
    public async Task<IReadOnlyList<JsonElement>> OwnersAsync(string email, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_owners}?email={Uri.EscapeDataString(email)}");
        return Results(await SendAsync(request, right, ct)) ?? throw Unreadable("there are no owners at the configured address");
    }

    public UpstreamException Unreadable(string what) => new(options.Name, UpstreamFault.Unavailable, $"{options.Name}: {what}. Check Crm__Sources__N__Url and HubSpot__ApiVersion.");

    /// <returns>The results; null where there is nothing at the address.</returns>
    private async Task<IReadOnlyList<JsonElement>?> AskAsync(string path, byte[] question, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(question) };
        return Results(await SendAsync(request.MayRepeat(), right, ct));
    }

    private IReadOnlyList<JsonElement>? Results(JsonElement? answer) =>
        answer is not { } known ? null
        : known.TryMember("results", out var results) && results.ValueKind is JsonValueKind.Array ? [.. results.EnumerateArray()]
        : throw Unreadable("an answer without results");

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <returns>Null for 404.</returns>
    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, string right, CancellationToken ct) =>
        await ExchangeAsync(request, right, ct) is { Status: not HttpStatusCode.NotFound } answer ? answer.Body : null;

    private async Task<HubSpotAnswer> ExchangeAsync(HttpRequestMessage request, string right, CancellationToken ct)
    {
        request.AcceptsJson();
        using var response = await http.SendAsync(request.Needs(right), ct);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return new(response.StatusCode, default);
        }

        try
        {
            return new(response.StatusCode, ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct)));
        }
        catch (JsonException)
        {
            throw Unreadable("an answer that is no JSON");
        }
    }
}
