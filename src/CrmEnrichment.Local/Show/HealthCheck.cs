using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>All is well; the CRM's key is revoked and only the CRM is not; the secret has the new key, and at once all is well.</summary>
internal sealed class HealthCheck(SampleEvent schedule) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new Check("health", "crm, Genesys, DeadLetters, State: Healthy", await CheckAsync("is everything well? CheckHealth"));

        stage.Cloud.Crm.ApiKey = "another-key";
        yield return new Check("health: the key is revoked", "Genesys, DeadLetters, State: Healthy; crm: AuthFailure", await CheckAsync("the CRM's key is revoked"));

        stage.Cloud.RotateCrmKey("another-key");
        yield return new Check("health: the secret is mended", "crm, Genesys, DeadLetters, State: Healthy", await CheckAsync("its secret is mended"));

        async Task<string> CheckAsync(string title)
        {
            teller.Title(title, schedule.Name);
            var story = await stage.PlayAsync(stage.Cloud.CheckHealth, schedule, ct);
            teller.TellHealth(story);
            return Healths(story);
        }
    }

    private static string Healths(Story check) => check.Answer.Components.ToList() is { Count: > 0 } components
        ? string.Join("; ", components
            .GroupBy(component => $"{component["reason"] ?? component["status"]}", component => $"{component["name"]}", StringComparer.Ordinal)
            .OrderByDescending(health => health.Count())
            .Select(health => $"{string.Join(", ", health)}: {health.Key}"))
        : check.Outcome;
}
