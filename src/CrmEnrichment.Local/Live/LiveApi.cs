using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Live;

/// <summary>What goes on in the local cloud, as JSON for the console: on loopback only, for whoever has the token.</summary>
internal sealed class LiveApi : IAsyncDisposable
{
    /// <summary>Where the console finds the address.</summary>
    public const string AddressVariable = "CRM_ENRICHMENT_LIVE";

    /// <summary>Where it finds the token.</summary>
    public const string TokenVariable = "CRM_ENRICHMENT_LIVE_TOKEN";

    /// <summary>A header of our own: a page of another site cannot send it without being asked for leave, which nobody gives.</summary>
    public const string TokenHeader = "X-Live-Token";

    /// <summary>Calls of one answer.</summary>
    private const int Most = 100;

    /// <summary>Bytes of a command.</summary>
    private const int LongestCommand = 4096;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly LiveCalls _calls;
    private readonly PretendWorld _world;
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;

    private LiveApi(LiveCalls calls, PretendWorld world) => (_calls, _world) = (calls, world);

    public Uri Url => _server!.Url;

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Completes when somebody looks at the calls for the first time.</summary>
    public Task Looked => _looked.Task;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LiveApi> StartAsync(int port, LiveCalls calls, PretendWorld world)
    {
        var api = new LiveApi(calls, world);
        api._server = await LoopbackServer.StartAsync(IPAddress.Loopback, port, api.AnswerAsync);
        return api;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;

        // A page that has a name of its own lead to 127.0.0.1 (DNS rebinding) sends that name.
        if (request.Host.Value is not { } host || !string.Equals(host, Url.Authority, StringComparison.Ordinal) && !string.Equals(host, $"localhost:{Url.Port}", StringComparison.OrdinalIgnoreCase))
        {
            return WriteAsync(context, StatusCodes.Status421MisdirectedRequest, new { message = $"The live API answers at {Url.Authority} only." });
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[TokenHeader].ToString()), Encoding.UTF8.GetBytes(Token)))
        {
            return WriteAsync(context, StatusCodes.Status403Forbidden, new { message = $"{TokenHeader} is missing or wrong: serve prints it as {TokenVariable}." });
        }

        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/live") => TellAsync(context),
            ("GET", "/world") => WriteAsync(context, StatusCodes.Status200OK, World(told: null)),
            ("POST", "/world") => ObeyAsync(context),
            _ => WriteAsync(context, StatusCodes.Status404NotFound, new { message = "There are GET /live, GET /world and POST /world." }),
        };
    }

    private Task TellAsync(HttpContext context)
    {
        _looked.TrySetResult();
        _ = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var (change, calls) = _calls.After(after, Most);
        return WriteAsync(context, StatusCodes.Status200OK, new { change, calls });
    }

    private async Task ObeyAsync(HttpContext context)
    {
        if (await ReadAsync(context.Request, context.RequestAborted) is not { Command: { Length: > 0 } command })
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new { message = """Send one command as JSON, such as {"command": "crm 503"}.""" });
            return;
        }

        await WriteAsync(context, StatusCodes.Status200OK, World(_world.Obey(command)));
    }

    private object World(string? told) => new
    {
        told,
        systems = _world.Systems.Select(system => new { system.Name, system.Fault }),
        functions = _world.Functions.Select(function => new { function.Name, function.Processes }),
        samples = Samples.Events,
        mails = Samples.Mails,
    };

    private static async Task<WorldCommand?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is not (> 0 and <= LongestCommand) || request.ContentType?.StartsWith(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<WorldCommand>(request.Body, s_json, ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        return context.Response.WriteAsync(JsonSerializer.Serialize(body, s_json), context.RequestAborted);
    }

    private sealed record WorldCommand(string? Command);
}
