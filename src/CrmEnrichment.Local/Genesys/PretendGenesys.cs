using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Genesys;

/// <summary>The part of Genesys Cloud that the product talks to: login and API on one address.</summary>
public sealed class PretendGenesys : IAsyncDisposable
{
    private readonly Tokens _tokens;
    private PretendSystem? _system;

    private PretendGenesys(TimeProvider time) => _tokens = new Tokens(time);

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    public Conversations Conversations { get; } = new();

    public Names Names { get; } = new();

    /// <summary>The client credentials that are accepted. Change them to rotate.</summary>
    public (string Id, string Secret) Client { get; set; } = ("local-client", "local-secret");

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What one token may ask in a minute.</summary>
    public int RateLimit { get; set; } = 300;

    public int TokensIssued { get; private set; }

    /// <summary>Every token that was given out is refused from now on.</summary>
    public void RevokeTokens() => _tokens.RevokeAll();

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    internal static async Task<PretendGenesys> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var genesys = new PretendGenesys(time);
        genesys._system = await PretendSystem.StartAsync(address, port, time, genesys.AnswerAsync);
        return genesys;
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        context.Response.Headers["inin-correlation-id"] = Guid.NewGuid().ToString();
        return (request.Method, request.Path.Split('/')) switch
        {
            ("POST", ["", "oauth", "token"]) => LogInAsync(context, request),
            ("PATCH", ["", "api", "v2", "conversations", var id, "participants", var participant, "attributes"]) =>
                GuardedAsync(context, request, id, () => WriteAttributesAsync(context, request, id, participant)),
            ("GET", ["", "api", "v2", "routing", "wrapupcodes" or "queues", _] or ["", "api", "v2", "users", _]) =>
                GuardedAsync(context, request, conversation: null, () => ReadNameAsync(context, request.Path["/api/v2/".Length..])),
            ("GET", ["", "api", "v2", "conversations", var id]) => GuardedAsync(context, request, id, () => ReadAsync(context, id)),
            ("POST", ["", "api", "v2", "analytics", "conversations", "details", "query"]) => GuardedAsync(context, request, conversation: null, () => AnswerQueryAsync(context, request)),
            ("PATCH", ["", "api", "v2", "interactions", var id]) => GuardedAsync(context, request, id, () => WriteContextAsync(context, request, id)),
            _ => UnexpectedAsync(context, request),
        };
    }

    private Task LogInAsync(HttpContext context, RecordedRequest request)
    {
        var refusal = TokenRequest.Judge(request, Client);
        if (refusal is { } refused)
        {
            return WriteAsync(context, refused.Status, TokenRequest.Error(refused));
        }

        TokensIssued++;
        return WriteAsync(context, 200, new JsonObject
        {
            ["access_token"] = _tokens.Issue(TokenLife).Value,
            ["token_type"] = "bearer",
            ["expires_in"] = (int)TokenLife.TotalSeconds,
        });
    }

    /// <summary>What every API call must pass: token, rate limit, and that the conversation has not gone.</summary>
    private Task GuardedAsync(HttpContext context, RecordedRequest request, string? conversation, Func<Task> answer)
    {
        if (_tokens.Find(request.Headers.GetValueOrDefault("Authorization")) is not { } token)
        {
            return GenesysError.WriteAsync(context, 401, "bad.credentials", "Invalid login credentials.");
        }

        var (count, reset) = token.Use();
        context.Response.Headers["inin-ratelimit-count"] = count.ToString();
        context.Response.Headers["inin-ratelimit-allowed"] = RateLimit.ToString();
        context.Response.Headers["inin-ratelimit-reset"] = reset.ToString();
        if (count > RateLimit)
        {
            context.Response.Headers.RetryAfter = reset.ToString();
            return GenesysError.WriteAsync(context, 429, "too.many.requests",
                $"Rate limit exceeded the maximum. Retry the request in [{reset}] seconds");
        }

        if (request.Method is "PATCH" or "POST" && !(request.Headers.GetValueOrDefault("Content-Type") ?? "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return GenesysError.WriteAsync(context, 415, "unsupported.media.type", "The media type is not supported.");
        }

        return conversation is not null && Conversations.IsGone(conversation)
            ? GenesysError.WriteAsync(context, 404, "not.found", "The requested resource was not found.")
            : answer();
    }

    private Task WriteAttributesAsync(HttpContext context, RecordedRequest request, string id, string participant)
    {
        // Strict, as the operation's schema is: attributes and nothing else, at least one, strings only.
        if (Parse(request) is not { Count: 1 } body || body["attributes"] is not JsonObject { Count: > 0 } attributes
            || attributes.Any(a => a.Value?.GetValueKind() is not JsonValueKind.String))
        {
            return GenesysError.WriteAsync(context, 400, "bad.request", "The body must be {\"attributes\": {name: string, …}}.");
        }

        Conversations[id].WriteAttributes(participant, attributes);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private Task WriteContextAsync(HttpContext context, RecordedRequest request, string id)
    {
        if (Parse(request)?["context"] is not JsonObject written)
        {
            return GenesysError.WriteAsync(context, 400, "bad.request", "The body must be {\"context\": {…}}.");
        }

        Conversations[id].WriteContext(written);
        return WriteAsync(context, 200, new JsonObject { ["id"] = id, ["context"] = Conversations[id].Context });
    }

    private Task ReadAsync(HttpContext context, string id) => Conversations.Find(id) is { } conversation
        ? WriteAsync(context, 200, conversation.Write())
        : GenesysError.WriteAsync(context, 404, "not.found", "The requested resource was not found.");

    private Task AnswerQueryAsync(HttpContext context, RecordedRequest request) => DetailsQuery.Read(Parse(request)) is { } query
        ? WriteAsync(context, 200, query.Answer(Conversations.All))
        : GenesysError.WriteAsync(context, 400, "bad.request", $"The interval has at most {DetailsQuery.LongestDays} days, and a page at most {DetailsQuery.MostOnPage} conversations.");

    private Task ReadNameAsync(HttpContext context, string path) => Names.Find(path) is { } found
        ? WriteAsync(context, 200, found)
        : GenesysError.WriteAsync(context, 404, "not.found", "The requested resource was not found.");

    private static Task UnexpectedAsync(HttpContext context, RecordedRequest request)
    {
        request.Unexpected = true;
        return GenesysError.WriteAsync(context, 501, "not.implemented", $"The pretend Genesys does not have {request.Method} {request.Path}.");
    }

    private static JsonObject? Parse(RecordedRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Content.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
