using System.Net;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>A CRM with a REST API that takes so many requests a second, and can be away for a while.</summary>
internal sealed class RestCrm(Scenario scenario, Facts facts, TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    private readonly RequestWindow _requests = new(scenario.CrmASecond ?? (int)facts["crmASecond"], TimeSpan.FromSeconds(1));

    public HttpResponseMessage Answer(string query)
    {
        var now = time.GetUtcNow();
        if (scenario.Outage is { } outage && now >= _start + outage.From && now < _start + outage.Until)
        {
            return Answers.Empty(HttpStatusCode.ServiceUnavailable);
        }

        if (_requests.Take(now) is not null)
        {
            return Answers.Empty(HttpStatusCode.TooManyRequests).With("Retry-After", 1);
        }

        var number = Uri.UnescapeDataString(query[(query.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return Answers.Json(!Callers.IsKnown(number)
            ? "[]"
            : $$"""[{"id":"C-{{number[2..]}}","crmAccountId":"A-7","lifetimeValue":1200,"loyaltyTier":"gold","lastPurchaseDate":"2025-11-02","updatedAt":"2026-01-01T00:00:00Z"}]""");
    }
}
