using System.Collections.Concurrent;
using System.Net;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PeerTests.Genesys;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>HubSpot's own descriptions judge each request; the pretend HubSpot answers it, since the descriptions' examples know no number.</summary>
public sealed class ValidatingHubSpot : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Prism>>> _judges = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<UpstreamClients> _clients = [];
    private PretendSystem? _front;

    internal static string? Contracts { get; } = SharedContracts.Find($"hubspot/{PretendHubSpot.Version}");

    /// <summary>Of all requests since <see cref="ForgetAsync"/>, whichever description judged them.</summary>
    internal async Task<IReadOnlyList<Verdict>> VerdictsAsync() => [.. (await StartedAsync()).SelectMany(judge => judge.Verdicts)];

    internal PretendHubSpot HubSpot { get; private set; } = null!;

    internal Uri Url => _front!.Url;

    internal static void OrSkip() => Assert.SkipWhen(
        Contracts is null, $"../shared/contracts/hubspot/{PretendHubSpot.Version} is not beside the repository, so there is no contract to validate against.");

    internal async Task ForgetAsync()
    {
        foreach (var judge in await StartedAsync())
        {
            judge.Forget();
        }
    }

    /// <summary>Since <see cref="ForgetAsync"/> exactly these paths were asked, in whatever order, and every request was as its description says.</summary>
    internal async Task AcceptedAsync(params string[] paths)
    {
        var verdicts = await VerdictsAsync();
        verdicts.Select(verdict => verdict.Path).ShouldBe(paths, ignoreOrder: true);
        verdicts.ShouldAllBe(verdict => verdict.Violations == null && verdict.Status >= 200 && verdict.Status < 300);
    }

    /// <summary>HubSpot as the settings make it, behind the judges.</summary>
    internal async Task<CrmSystem> OpenAsync(params (string Key, string Value)[] settings)
    {
        await ForgetAsync();
        var clients = new UpstreamClients(new HttpOptions { MaxRetries = 0 }, TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), new CapturedLog<UpstreamClients>());
        _clients.Add(clients);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Concat([("Name", "hubspot"), ("Kind", "HubSpot"), ("SecretId", "hubspot"), ("TimeoutMs", "3000"), ("Url", Url.ToString())])
                .Select(setting => KeyValuePair.Create($"Source:{setting.Item1}", (string?)setting.Item2))).Build();
        var problems = new List<string>();
        var options = CrmSourceOptions.Read(Settings.Of(configuration, "Source", problems), AllKinds.List);
        Assert.Empty(problems);
        return options.Kind.Open(options, new CrmOpening(new KnownSecrets { ["hubspot"] = HubSpot.Secret }, clients, new PhoneNumberReader("US")));
    }

    /// <summary>Whoever has the path in its description; for all others the one of the objects, which then complains.</summary>
    internal Task<Prism> JudgeOfAsync(string path)
    {
        var description = path.Split('/') switch
        {
            ["", "crm", "objects", _, _, _, "associations", ..] or ["", "crm", "associations", ..] => "associations",
            ["", "crm", "properties", ..] => "properties",
            ["", "crm", "owners", ..] => "owners",
            _ => "objects",
        };
        return _judges.GetOrAdd(description, name => new(() => Prism.StartAsync(Path.Combine(Contracts!, $"{name}.openapi.json")))).Value;
    }

    public async ValueTask InitializeAsync()
    {
        if (Contracts is not null)
        {
            // The function would wait in vain for one that starts with its request.
            await Task.WhenAll(JudgeOfAsync(""), JudgeOfAsync("/crm/properties"));
            HubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
            SampleContacts.PutInto(HubSpot);
            _front = await PretendSystem.StartAsync(IPAddress.Loopback, 0, TimeProvider.System, JudgeAndAnswerAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var clients in _clients)
        {
            clients.Dispose();
        }

        if (Contracts is not null)
        {
            await _front!.DisposeAsync();
            await HubSpot.DisposeAsync();
            foreach (var judge in await StartedAsync())
            {
                await judge.DisposeAsync();
            }
        }
    }

    private Task<Prism[]> StartedAsync() => Task.WhenAll(_judges.Values.Select(judge => judge.Value));

    private async Task JudgeAndAnswerAsync(HttpContext context, RecordedRequest request)
    {
        using (await PassOnAsync((await JudgeOfAsync(request.Path)).Url, request, context.RequestAborted))
        {
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
