using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Polly.Timeout;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>The calls that we make to Vtiger's <c>webservice.php</c> (docs/crm/vtiger.md).</summary>
/// <remarks>
/// PHP locks the session while it answers, so requests side by side are answered one after the other: here the next is sent when the one before has ended, and its
/// time does not pass while it waits. A request that we gave up on runs on in PHP and holds the lock: what follows at once would only queue behind it, and be late too.
/// So after one the next waits half a time-out (docs/crm/vtiger.md, Sessions).
/// </remarks>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody takes has nothing to dispose of.
internal sealed class VtigerConnection(string name, HttpClient http, TimeSpan timeout, TimeProvider time, VtigerSession? session = null)
#pragma warning restore CA1001
{
    /// <summary>Vtiger itself says of a record only that it is not there.</summary>
    private const string NotByVtiger = "Let our requests through to webservice.php, whatever stands before it.";

    private readonly ConcurrentDictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _freeAt = DateTimeOffset.MinValue;

    public static VtigerConnection Open(CrmSourceOptions options, VtigerAuth auth, CrmOpening opening)
    {
        var vtiger = new Upstream(
            options.Name, options.Url!, TimeSpan.FromMilliseconds(options.TimeoutMs), Errors: VtigerAnswer.Errors, Interpreter: static () => new VtigerInterpreter(),
            RepeatsAfterTimeout: false, Budget: opening.BudgetOf(options));
        var session = auth is VtigerAuth.Challenge ? new VtigerSession(vtiger, options.SecretId, opening) : null;
        Http.ICredentials credentials = session is null ? new OAuthToken(new VtigerTokenGrant(), vtiger, options.SecretId, opening.Secrets, opening.Clients) : session;
        return new(options.Name, opening.Clients.Create(vtiger, credentials), TimeSpan.FromMilliseconds(options.TimeoutMs), opening.Clients.Time, session);
    }

    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string vtql, string afterForbidden, CancellationToken ct)
    {
        var rows = await SendAsync("query", "query", vtql, afterForbidden, ct) ?? throw VtigerAnswer.Unreadable(name, "answered a query with 410");
        return rows.ValueKind is JsonValueKind.Array ? [.. rows.EnumerateArray()] : throw VtigerAnswer.Unreadable(name, "answered a query without rows");
    }

    /// <returns>Null when there is no such record, or when the user may not see it.</returns>
    public async Task<JsonElement?> RetrieveAsync(string id, CancellationToken ct) => await SendAsync("retrieve", "id", id, NotByVtiger, ct);

    /// <summary>The number before the <c>x</c> in the ids of a module. It differs between installations and never changes within one.</summary>
    public async Task<string> IdPrefixAsync(string module, string afterForbidden, CancellationToken ct) =>
        _prefixes.TryGetValue(module, out var known) ? known : _prefixes[module] = (await DescribeAsync(module, afterForbidden, ct)).IdPrefix;

    public async Task<VtigerDescription> DescribeAsync(string module, string afterForbidden, CancellationToken ct) =>
        await SendAsync("describe", "elementType", module, afterForbidden, ct) is { } described && VtigerDescription.Read(described) is { } description
            ? description
            : throw VtigerAnswer.Unreadable(name, $"described {module} without an idPrefix");

    /// <summary>Creates a record. It is not repeated: an answer that cannot be read may be to a create that was carried out.</summary>
    /// <returns>The record; null where duplicate prevention found that it is there.</returns>
    public async Task<JsonElement?> CreateAsync(string module, IReadOnlyDictionary<string, string> element, string afterForbidden, CancellationToken ct)
    {
        using var request = Writing("create", ("elementType", module), ("element", VtigerRecord.Write(element))).AfterForbidden(afterForbidden).Accepts(VtigerInterpreter.Duplicate);
        using var response = await SendInTurnAsync(request, ct);
        return response.StatusCode is VtigerInterpreter.Duplicate ? null : await ResultAsync(response, ct);
    }

    /// <summary>Changes some fields of a record, by its member <c>id</c>.</summary>
    /// <returns>The record after it; null when there is no such record, or when the user may not change it: Vtiger tells no difference.</returns>
    public async Task<JsonElement?> ReviseAsync(IReadOnlyDictionary<string, string> element, CancellationToken ct)
    {
        using var request = Writing("revise", ("element", VtigerRecord.Write(element))).MayRepeat().Accepts(HttpStatusCode.Forbidden);
        using var response = await SendInTurnAsync(request, ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        return response.StatusCode is not HttpStatusCode.Forbidden ? await ResultAsync(response, ct)
            : VtigerAnswer.ErrorCode(body) is null ? throw new UpstreamException(name, UpstreamFault.Forbidden, $"{name}: a revise was answered with 403, and not by Vtiger. {NotByVtiger}")
            : null;
    }

    /// <returns>The id of the user that we log in as; null where the login does not tell it.</returns>
    public async Task<string?> UserIdAsync(CancellationToken ct)
    {
        if (session is { UserId: null })
        {
            await session.GetAsync(ct);
        }

        return session?.UserId;
    }

    private static HttpRequestMessage Writing(string operation, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        List<KeyValuePair<string, string>> form = [new("operation", operation)];
        foreach (var (parameter, value) in parameters)
        {
            form.Add(new(parameter, value));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "webservice.php") { Content = new FormUrlEncodedContent(form) };
        request.Options.Set(VtigerInterpreter.Form, form);
        return request;
    }

    private async Task<JsonElement> ResultAsync(HttpResponseMessage response, CancellationToken ct) => response.StatusCode is HttpStatusCode.NotFound
        ? throw NotThere(name)
        : VtigerAnswer.Result(name, await response.Content.ReadAsByteArrayAsync(ct));

    public static UpstreamException NotThere(string name) =>
        new(name, UpstreamFault.Rejected, $"{name}: there is no webservice.php at the configured address. Check Crm__Sources__N__Url: it is the address of Vtiger's start page.");

    private async Task<JsonElement?> SendAsync(string operation, string parameter, string value, string afterForbidden, CancellationToken ct)
    {
        // These are operations for GET, but take the session from a body, which only POST has.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"webservice.php?operation={operation}&{parameter}={Uri.EscapeDataString(value)}");
        using var response = await SendInTurnAsync(request.MayRepeat().AfterForbidden(afterForbidden).Accepts(VtigerInterpreter.NoSuchRecord), ct);
        return response.StatusCode switch
        {
            VtigerInterpreter.NoSuchRecord => null,
            HttpStatusCode.NotFound => throw NotThere(name),
            _ => VtigerAnswer.Result(name, await response.Content.ReadAsByteArrayAsync(ct)),
        };
    }

    private async Task<HttpResponseMessage> SendInTurnAsync(HttpRequestMessage request, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_freeAt - time.GetUtcNow() is { Ticks: > 0 } locked)
            {
                await Task.Delay(locked, time, ct);
            }

            return await http.SendAsync(request, ct);
        }
        catch (Exception e) when (GaveUp(request, e))
        {
            _freeAt = time.GetUtcNow() + (timeout / 2);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool GaveUp(HttpRequestMessage request, Exception e) =>
        request.Attempts() > 0 && e is (OperationCanceledException or UpstreamException { InnerException: TimeoutRejectedException });
}
