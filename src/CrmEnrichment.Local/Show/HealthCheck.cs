using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>Everything is healthy; the CRM's key is revoked, and only the CRM is not; the secret gets the new key, and everything is healthy at once.</summary>
internal sealed class HealthCheck(SampleEvent schedule) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return await CheckAsync("health", "is everything healthy? CheckHealth", "crm, Genesys, JournalQueue, crm journal, crm dispositions, VicidialQueue, Vicidial, LeadsQueue, mailbox mailbox, crm tickets, VicidialAgents, DeadLetters, State: Healthy");

        stage.Cloud.Crm.ApiKey = "another-key";
        yield return await CheckAsync("health: the key is revoked", "the CRM's key is revoked", "Genesys, JournalQueue, VicidialQueue, Vicidial, LeadsQueue, mailbox mailbox, VicidialAgents, DeadLetters, State: Healthy; crm, crm journal, crm dispositions, crm tickets: AuthFailure");

        stage.Cloud.RotateCrmKey("another-key");
        yield return await CheckAsync("health: the secret has the new key", "its secret has the new key", "crm, Genesys, JournalQueue, crm journal, crm dispositions, VicidialQueue, Vicidial, LeadsQueue, mailbox mailbox, crm tickets, VicidialAgents, DeadLetters, State: Healthy");

        async Task<Check> CheckAsync(string what, string title, string expected)
        {
            teller.Title(title, schedule.Name);
            var story = await stage.PlayAsync(stage.Cloud.CheckHealth, schedule, ct);
            teller.TellHealth(story);
            return new Check(what, expected, Healths(story), story.Invocation.Last);
        }
    }

    private static string Healths(Story check) => check.Answer.Components.ToList() is { Count: > 0 } components
        ? string.Join("; ", components
            .GroupBy(component => $"{component["reason"] ?? component["status"]}", component => $"{component["name"]}", StringComparer.Ordinal)
            .OrderByDescending(health => health.Count())
            .Select(health => $"{string.Join(", ", health)}: {health.Key}"))
        : check.Outcome;
}
