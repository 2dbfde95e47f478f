using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The calls that we make to Salesforce's REST API, at the host that its login names (docs/crm/salesforce.md).</summary>
internal sealed class SalesforceConnection(CrmSourceOptions options, string version, SalesforceLogin login, OAuthToken token, CrmOpening opening)
{
    /// <summary>Answers to one query.</summary>
    private const int MostPages = 10;

    private readonly string _path = $"services/data/{version}/";
    private readonly ConcurrentDictionary<Uri, HttpClient> _instances = new();

    public static SalesforceConnection Open(CrmSourceOptions options, string version, SalesforceLogin login, CrmOpening opening)
    {
        var token = new OAuthToken(login, new Upstream(options.Name, options.Url!), options.SecretId, opening.Secrets, opening.Clients);
        var connection = new SalesforceConnection(options, version, login, token, opening);
        opening.Clients.OnForget(token.Forget);
        opening.Clients.OnConnect(options.Name, connection.ConnectAsync);
        return connection;
    }

    /// <summary>What the search finds for the digits among all numbers of each type: records of several types, in no order.</summary>
    public async Task<IReadOnlyList<JsonElement>> SearchAsync(string digits, IEnumerable<(string Type, IReadOnlyList<string> Fields)> types, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_path}parameterizedSearch") { Content = Json(SalesforceSearch.Write(digits, types)) };
        return List(await SendAsync(request.MayRepeat(), ct), "searchRecords");
    }

    /// <returns>Null when there is no such record.</returns>
    public async Task<JsonElement?> GetAsync(string type, string id, IReadOnlyList<string> fields, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_path}sobjects/{type}/{id}?fields={Uri.EscapeDataString(string.Join(',', fields))}");
        var record = await SendAsync(request, ct);
        return record is null or { ValueKind: JsonValueKind.Object } ? record : throw Unreadable("a record that is none");
    }

    /// <summary>The source's configured name.</summary>
    public string Source => options.Name;

    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string soql, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_path}query?q={Uri.EscapeDataString(soql)}");
        return List(await SendAsync(request, ct), "records");
    }

    /// <summary>As <see cref="QueryAsync"/>, in as many answers as it takes: Salesforce decides how many records one holds.</summary>
    /// <param name="soql">With a limit.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<IReadOnlyList<JsonElement>> QueryPagesAsync(string soql, string right, CancellationToken ct)
    {
        var records = new List<JsonElement>();
        var next = $"{_path}query?q={Uri.EscapeDataString(soql)}";
        for (var pages = 0; pages < MostPages; pages++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            var answer = await SendAsync(request.Needs(right), ct);
            records.AddRange(List(answer, "records"));
            if (!answer!.Value.TryMember("done", out var done) || done.ValueKind is not JsonValueKind.False)
            {
                return records;
            }

            next = answer.Value.TryMember("nextRecordsUrl", out var member) && member.TryText(out var url) && url.StartsWith($"/{_path}query/", StringComparison.Ordinal)
                ? url[1..]
                : throw Unreadable("an answer that is not whole and does not say where it goes on");
        }

        throw Unreadable($"an answer in more than {MostPages} parts");
    }

    /// <summary>Creates a record. It is not repeated: Salesforce would have two.</summary>
    /// <param name="type">Of the record.</param>
    /// <param name="fields">Values as text.</param>
    /// <param name="bare">Which of them are numbers, or true and false.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string type, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> bare, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_path}sobjects/{type}") { Content = Json(SalesforceBody.ToBytes(fields, bare)) };
        var created = await SendAsync(request.Needs(right), ct) ?? throw new UpstreamException(options.Name, UpstreamFault.Rejected, $"{options.Name}: Salesforce has no {type}, or hides it from the integration user.");
        return SalesforceSuccessor.Id(created, "id") ?? throw Unreadable("a record was created, and the answer has no id");
    }

    /// <summary>As <see cref="QueryAsync"/>, among deleted and merged records, too.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAllAsync(string soql, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_path}queryAll?q={Uri.EscapeDataString(soql)}");
        return List(await SendAsync(request, ct), "records");
    }

    public SalesforceComposite Composite() => new(_path);

    /// <param name="composite">Begun with <see cref="Composite"/>.</param>
    /// <param name="repeats">Whether all of it may be sent twice without harm.</param>
    /// <param name="right">What writing needs.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The answers, in the order of the requests.</returns>
    public async Task<IReadOnlyList<SalesforcePart>> SendAsync(SalesforceComposite composite, bool repeats, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_path}composite") { Content = Json(composite.ToBytes()) };
        var parts = List(await SendAsync((repeats ? request.MayRepeat() : request).Needs(right), ct), "compositeResponse");
        return [.. parts.Select(part => new SalesforcePart(
            part.TryMember("httpStatusCode", out var status) && status.ValueKind is JsonValueKind.Number && status.TryGetInt32(out var code) ? (HttpStatusCode)code : HttpStatusCode.InternalServerError,
            part.TryMember("body", out var body) ? body : default))];
    }

    /// <returns>False when there is no such record.</returns>
    public async Task<bool> ChangeAsync(string type, string id, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> bare, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{_path}sobjects/{type}/{id}") { Content = Json(SalesforceBody.ToBytes(fields, bare)) };
        return await SendAsync(request.Needs(right), ct) is not null;
    }

    public UpstreamException Unreadable(string what) =>
        new(options.Name, UpstreamFault.Unavailable, $"{options.Name}: {what}. Check Crm__Sources__N__Url and Salesforce__ApiVersion.");

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task ConnectAsync(CancellationToken ct)
    {
        await SignInAsync(ct);
        await opening.Clients.OpenAsync(login.Instance, ct);
    }

    private async Task<HttpClient> SignInAsync(CancellationToken ct)
    {
        // The login's answer names the host, so the token comes first.
        await token.GetAsync(ct);
        return _instances.GetOrAdd(login.Instance, instance => opening.Clients.Create(
            new Upstream(
                options.Name, instance, TimeSpan.FromMilliseconds(options.TimeoutMs),
                "the integration user API Enabled and read access to contacts, leads, accounts and opportunities", SalesforceErrors.Dialect, SalesforceUsage.Read, Budget: opening.BudgetOf(options)),
            token));
    }

    /// <returns>Null for 404; undefined for an answer that has no body.</returns>
    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var http = await SignInAsync(ct);
        request.AcceptsJson();
        using var response = await http.SendAsync(request, ct);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return default(JsonElement);
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

    private IReadOnlyList<JsonElement> List(JsonElement? answer, string member) =>
        answer is { } found && found.TryMember(member, out var list) && list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : throw Unreadable($"an answer without {member}");
}
