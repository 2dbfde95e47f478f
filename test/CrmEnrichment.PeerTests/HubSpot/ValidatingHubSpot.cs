using System.Net;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PeerTests.Genesys;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>HubSpot's own descriptions judge each request; the pretend HubSpot answers it, since the descriptions' examples know no number.</summary>
public sealed class ValidatingHubSpot : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private PretendSystem? _front;

    internal static string? Contracts { get; } = SharedContracts.Find("hubspot");

    internal Prism Contacts { get; private set; } = null!;

    internal Prism Deals { get; private set; } = null!;

    internal PretendHubSpot HubSpot { get; private set; } = null!;

    internal Uri Url => _front!.Url;

    internal static void OrSkip() =>
        Assert.SkipWhen(Contracts is null, "../shared/contracts/hubspot is not beside the repository, so there is no contract to validate against.");

    public async ValueTask InitializeAsync()
    {
        if (Contracts is not null)
        {
            Contacts = await Prism.StartAsync(Path.Combine(Contracts, "contacts.openapi.json"));
            Deals = await Prism.StartAsync(Path.Combine(Contracts, "deals.openapi.json"));
            HubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
            SampleContacts.PutInto(HubSpot);
            _front = await PretendSystem.StartAsync(IPAddress.Loopback, 0, TimeProvider.System, JudgeAndAnswerAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (Contracts is not null)
        {
            await _front!.DisposeAsync();
            await HubSpot.DisposeAsync();
            await Deals.DisposeAsync();
            await Contacts.DisposeAsync();
        }
    }

    private async Task JudgeAndAnswerAsync(HttpContext context, RecordedRequest request)
    {
        // There is no description of companies.
        if (!request.Path.Contains("/companies/", StringComparison.Ordinal))
        {
            var judge = request.Path.Contains("/0-3/", StringComparison.Ordinal) ? Deals : Contacts;
            using var verdict = await PassOnAsync(judge.Url, request, context.RequestAborted);
        }

        using var answer = await PassOnAsync(HubSpot.Url.ToString().TrimEnd('/'), request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
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

        foreach (var name in new[] { "Authorization", "Accept" })
        {
            onwards.Headers.TryAddWithoutValidation(name, request.Headers.GetValueOrDefault(name));
        }

        return await _http.SendAsync(onwards, ct);
    }
}
