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
    public const string Contacts = "contacts", Companies = "companies", Tickets = "tickets", Notes = "notes";

    /// <summary>The file manager is not part of the CRM's versions.</summary>
    private const string Files = "files/v3/files";

    /// <summary>Deals by their type's number, as HubSpot's own description has them.</summary>
    public const string Deals = "0-3";

    /// <summary>The most records that a batch may ask for.</summary>
    public const int MostOfBatch = 100;

    /// <summary>Pages of associations that are read of one record; each holds some hundreds.</summary>
    private const int MostPages = 20;

    public static Uri PublicApi { get; } = new("https://api.hubapi.com");

    private readonly string _objects = $"crm/objects/{version}/";
    private readonly string _properties = $"crm/properties/{version}/";
    private readonly string _owners = $"crm/owners/{version}";
    private readonly string _associations = $"crm/associations/{version}/";

    /// <summary>The source's configured name.</summary>
    public string Source => options.Name;

    /// <summary>With the token out of the secret's <c>access_token</c>.</summary>
    public static HubSpotConnection Open(CrmSourceOptions options, string version, CrmOpening opening)
    {
        var token = new BearerKey(options.Name, options.SecretId, opening.Secrets, opening.Clients, "access_token");
        var upstream = new Upstream(options.Name, options.Url ?? PublicApi, TimeSpan.FromMilliseconds(options.TimeoutMs), Errors: HubSpotErrors.Dialect)
        {
            Budget = opening.BudgetOf(options, static request => request.RequestUri!.AbsolutePath.EndsWith("/search", StringComparison.Ordinal)),
        };
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
    public Task<JsonElement?> GetAsync(string type, string id, IReadOnlyList<string> properties, string right, CancellationToken ct) =>
        RecordAsync($"{type}/{id}?properties={Names(properties)}", right, ct);

    /// <summary>The record with a value of a unique property: no search, so that it is up to date.</summary>
    /// <returns>Null when there is none. A property that is not unique is refused.</returns>
    public Task<JsonElement?> GetByAsync(string type, (string Property, string Value) key, IReadOnlyList<string> properties, string right, CancellationToken ct) =>
        RecordAsync($"{type}/{Uri.EscapeDataString(key.Value)}?idProperty={key.Property}&properties={Names(properties)}", right, ct);

    /// <param name="type">Of the records.</param>
    /// <param name="ids">At most <see cref="MostOfBatch"/>.</param>
    /// <param name="properties">That are read.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The records, in no order; one that is gone is left out.</returns>
    public Task<IReadOnlyList<JsonElement>> ReadAsync(string type, IEnumerable<string> ids, IReadOnlyList<string> properties, string right, CancellationToken ct) =>
        BatchAsync($"{_objects}{type}/batch/read", HubSpotPayload.Read(ids, properties), right, ct);

    /// <summary>What a record is associated with.</summary>
    /// <returns>Ids, each once, in no order.</returns>
    /// <exception cref="UpstreamException">Also where there are more than any person would read.</exception>
    public async Task<IReadOnlyList<string>> AssociatedAsync(string type, string id, string with, string right, CancellationToken ct)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var after = (string?)null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var (found, next) = ReadPage(await BatchAsync($"{_associations}{type}/{with}/batch/read", HubSpotPayload.Associations(id, after), right, ct));
            ids.UnionWith(found);
            if (next is null)
            {
                return [.. ids];
            }

            after = next;
        }

        throw new UpstreamException(options.Name, UpstreamFault.Rejected, $"{options.Name}: a record of {type} is associated with more {with} than {MostPages} pages hold.");
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

    /// <summary>Uploads a file, which HubSpot may get twice.</summary>
    public async Task<JsonElement> UploadAsync(MultipartFormDataContent form, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Files) { Content = form };
        return await SendAsync(request.MayRepeat(), right, ct) ?? throw Unreadable("there are no files at the configured address");
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

    /// <returns>The results. What a batch does not find it says of each record; every other such error is thrown.</returns>
    private async Task<IReadOnlyList<JsonElement>> BatchAsync(string path, byte[] question, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(question) };
        var answer = await SendAsync(request.MayRepeat(), right, ct) ?? throw Unreadable("there are no batches at the configured address");
        var error = HubSpotErrors.OfItems(answer).FirstOrDefault(error => HubSpotErrors.CategoryOf(error) is not HubSpotErrors.NotFound);
        return error.ValueKind is not JsonValueKind.Undefined ? throw HubSpotErrors.OfItem(options.Name, error, right) : Results(answer)!;
    }

    private static (IEnumerable<string> Ids, string? Next) ReadPage(IReadOnlyList<JsonElement> results)
    {
        if (results is not [var page, ..])
        {
            return ([], null);
        }

        // HubSpot's description has ids of associations as texts, and its guides have them as numbers.
        var ids = page.TryMember("to", out var to) && to.ValueKind is JsonValueKind.Array
            ? to.EnumerateArray().Select(other => other.TryMember("toObjectId", out var id) ? id.TryText(out var text) ? text : id.GetRawText() : "").Where(HubSpotRecordId.Is)
            : [];
        return (ids, page.TryMember("paging", out var paging) && paging.TryMember("next", out var next) && next.TryMember("after", out var after) && after.TryText(out var cursor) ? cursor : null);
    }

    private async Task<JsonElement?> RecordAsync(string path, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _objects + path);
        var record = await SendAsync(request, right, ct);
        return record is null || record.Value.TryMember("properties", out _) ? record : throw Unreadable("a record without properties");
    }

    private static string Names(IEnumerable<string> properties) => Uri.EscapeDataString(string.Join(',', properties));

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
