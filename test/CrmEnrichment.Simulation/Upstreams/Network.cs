using System.Net;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>All upstreams, and how long each takes. A request is counted where it arrives, which is after its way there.</summary>
internal sealed class Network(Scenario scenario, Facts facts, AllCalls calls, SimulatedTime time)
{
    private readonly Dice _dice = new(scenario.Seed, 1);
    private readonly Spread _way = facts.Upstream("network");
    private readonly SortedDictionary<string, UpstreamCount> _counts = new(StringComparer.Ordinal);

    public Genesys Genesys { get; } = new(scenario, facts, calls, time);

    public HubSpot HubSpot { get; } = new(facts, time);

    public RestCrm Crm { get; } = new(scenario, facts, time);

    /// <summary>By the upstream's name.</summary>
    public IReadOnlyDictionary<string, UpstreamCount> Counts => _counts;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await AnswerAsync(request, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A mistake of the model, which the product would keep as a letter.
            time.Fail(e);
            throw;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var address = request.RequestUri!;
        var body = request.Content is { } content ? await content.ReadAsStringAsync(ct) : "";
        await Task.Delay(_dice.Around(_way), time, ct);
        if (request.Method == HttpMethod.Head)
        {
            return Answers.Empty(HttpStatusCode.OK);
        }

        var (name, takes, answer) = address.Host switch
        {
            "login.mypurecloud.com" => ("Genesys login", "token", Genesys.GrantToken()),
            "api.mypurecloud.com" => ("Genesys", "patch", Genesys.Patch(address.AbsolutePath, request.Headers.Authorization!.Parameter!, body)),
            "api.hubapi.com" => (address.AbsolutePath.EndsWith("/search", StringComparison.Ordinal) ? "HubSpot search" : "HubSpot", "customer", HubSpot.Answer(address.AbsolutePath, body)),
            "crm.example.com" => ("CRM", "customer", Crm.Answer(address.Query)),
            var host => throw new InvalidOperationException($"The model has no upstream {host}."),
        };
        if (!_counts.TryGetValue(name, out var count))
        {
            _counts.Add(name, count = new UpstreamCount());
        }

        count.Count(answer, time.GetUtcNow());
        await Task.Delay(_dice.Around(facts.Upstream(takes)), time, ct);
        answer.RequestMessage = request;
        return answer;
    }
}

/// <summary>The wire of one environment.</summary>
internal sealed class Wire(Network network) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => network.SendAsync(request, cancellationToken);
}
