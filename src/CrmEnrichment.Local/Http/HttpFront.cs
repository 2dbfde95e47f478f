using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Http;

/// <summary>API Gateway's HTTP API in front of LookupCustomer, CrmChanged, TwilioEvents and ScreenPop: the routes of template.yaml, payload format 2.0, access logs without queries.</summary>
/// <remarks>Of a signature behind /iam only the access key is looked at; the signature itself is not checked, as nowhere in the local cloud.</remarks>
public sealed class HttpFront : IAsyncDisposable
{
    private const string IamPrefix = "/iam";

    private readonly Func<string, Function?> _function;
    private readonly TimeProvider _time;
    private readonly RecentItems<string> _accessLog = new();
    private readonly RecentItems<InvocationResult> _invocations = new();
    private PretendSystem? _system;

    private HttpFront(Func<string, Function?> function, TimeProvider time) => (_function, _time) = (function, time);

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    /// <summary>The access keys that may invoke the routes behind /iam, and whose they are.</summary>
    public IDictionary<string, string> Principals { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["local"] = $"arn:aws:sts::{Account.Id}:assumed-role/data-actions/someone@example.com",
    };

    /// <summary>In the form of template.yaml.</summary>
    public IReadOnlyList<string> AccessLog => _accessLog.All;

    /// <summary>What became of the requests that reached the function.</summary>
    public IReadOnlyList<InvocationResult> Invocations => _invocations.All;

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    /// <summary>Keeps only the last ones of each list.</summary>
    internal void Keep(int most) => Requests.Most = _accessLog.Most = _invocations.Most = most;

    internal static async Task<HttpFront> StartAsync(IPAddress address, int port, TimeProvider time, Func<string, Function?> function)
    {
        var front = new HttpFront(function, time);
        front._system = await PretendSystem.StartAsync(address, port, time, front.AnswerAsync);
        return front;
    }

    private async Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        await ServeAsync(context, request);
        _accessLog.Add(new JsonObject { ["method"] = request.Method, ["path"] = Route(request.Path), ["status"] = context.Response.StatusCode }.ToJsonString());
    }

    private async Task ServeAsync(HttpContext context, RecordedRequest request)
    {
        var behindIam = request.Path.StartsWith(IamPrefix + "/", StringComparison.Ordinal);
        if (_function(request.Path) is not { } function)
        {
            await RefuseAsync(context, 404, "Not Found");
            return;
        }

        var principal = behindIam ? (Principals.TryGetValue(AccessKey(request), out var arn) ? arn : null) : null;
        if (behindIam && principal is null)
        {
            await RefuseAsync(context, 403, "Forbidden");
            return;
        }

        var payload = Encoding.UTF8.GetBytes(HttpPayload.Of(context.Request, request, principal, _time.GetUtcNow()).ToJsonString());
        if (payload.Length > RuntimeApi.PayloadLimit)
        {
            await RefuseAsync(context, 413, "Request Entity Too Large");
            return;
        }

        var result = await function.InvokeAsync(payload, context.RequestAborted);
        _invocations.Add(result);
        if (!result.Succeeded)
        {
            await RefuseAsync(context, 500, "Internal Server Error");
            return;
        }

        await WriteAsync(context, JsonElement.Parse(result.Text));
    }

    /// <summary>What follows a source's name can be a secret, and what stands before a webhook or a screen pop is one.</summary>
    internal static string Route(string path) => path.Split('/') switch
    {
        ["", "crm", "changes", _, _] => "/crm/changes/{source}/{secret}",
        ["", _, "webhook", var call] => $"/{{secret}}/webhook/{call}",
        ["", _, "screenpop"] => "/{key}/screenpop",
        ["", _, "screenpop", _] => "/{key}/screenpop/{part}",
        _ => path,
    };

    private static async Task WriteAsync(HttpContext context, JsonElement answer)
    {
        context.Response.StatusCode = answer.GetProperty("statusCode").GetInt32();
        foreach (var header in answer.GetProperty("headers").EnumerateObject())
        {
            context.Response.Headers[header.Name] = header.Value.GetString();
        }

        if (answer.GetProperty("body").GetString() is { Length: > 0 } body)
        {
            await context.Response.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Of <c>AWS4-HMAC-SHA256 Credential=KEY/20260105/us-east-1/execute-api/aws4_request, …</c>.</summary>
    private static string AccessKey(RecordedRequest request) =>
        request.Headers.GetValueOrDefault("Authorization")?.Split("AWS4-HMAC-SHA256 Credential=") is ["", var credential] ? credential.Split('/')[0] : "";

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject { ["message"] = message }.ToJsonString(), context.RequestAborted);
    }
}
