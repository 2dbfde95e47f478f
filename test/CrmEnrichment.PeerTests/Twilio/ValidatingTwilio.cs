using System.Net;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Twilio;
using CrmEnrichment.PeerTests.Genesys;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CrmEnrichment.PeerTests.Twilio;

/// <summary>Twilio's own description judges each request; a pretend Twilio answers it, since the description's examples know no task of ours.</summary>
public sealed class ValidatingTwilio : IAsyncLifetime
{
    private static readonly string? s_contracts = SharedContracts.Find("twilio");

    private readonly HttpClient _http = new();
    private PretendSystem? _front;
    private Prism? _judge;

    internal static void OrSkip() =>
        Assert.SkipWhen(s_contracts is null, "../shared/contracts/twilio is not beside the repository, so there is no contract to validate against.");

    /// <summary>Who answers: the pretend Twilio of a test's cloud.</summary>
    internal PretendTwilio? Twilio { get; set; }

    internal string Url => _front!.Url.ToString().TrimEnd('/');

    internal Prism Judge => _judge!;

    public async ValueTask InitializeAsync()
    {
        if (s_contracts is not null)
        {
            _judge = await Prism.StartAsync(Path.Combine(s_contracts, "taskrouter-tasks.openapi.json"));
            _front = await PretendSystem.StartAsync(IPAddress.Loopback, 0, TimeProvider.System, JudgeAndAnswerAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (s_contracts is not null)
        {
            await _front!.DisposeAsync();
            await _judge!.DisposeAsync();
        }
    }

    private async Task JudgeAndAnswerAsync(HttpContext context, RecordedRequest request)
    {
        using (await PassOnAsync(Judge.Url, request, context.RequestAborted))
        {
        }

        using var answer = await PassOnAsync(Twilio!.Url.ToString().TrimEnd('/'), request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.ETag is { } version)
        {
            context.Response.Headers.ETag = version.ToString();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> PassOnAsync(string to, RecordedRequest request, CancellationToken ct)
    {
        using var onwards = new HttpRequestMessage(new HttpMethod(request.Method), to + request.Path + request.Query);
        if (!request.Content.IsEmpty)
        {
            onwards.Content = new ByteArrayContent(request.Content.ToArray());
            onwards.Content.Headers.TryAddWithoutValidation("Content-Type", request.Headers.GetValueOrDefault("Content-Type"));
        }

        foreach (var name in new[] { "Authorization", "Accept", "If-Match" }.Where(request.Headers.ContainsKey))
        {
            onwards.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }

        return await _http.SendAsync(onwards, ct);
    }
}
