using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>Secrets as one environment keeps them: read once.</summary>
internal sealed class Secrets(Facts facts, Dice dice, Usage usage, SimulatedTime time) : ISecrets
{
    private const string All = """{"client_id":"id","client_secret":"secret","access_token":"key","api_key":"key","key":"audit"}""";

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public async ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => _read.Contains(secretId) ? All : await ReadAgainAsync(secretId, ct);

    public async ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct)
    {
        usage.SecretReads++;
        await Task.Delay(dice.Around(facts.Aws("secret")), time, ct);
        _read.Add(secretId);
        return All;
    }
}
