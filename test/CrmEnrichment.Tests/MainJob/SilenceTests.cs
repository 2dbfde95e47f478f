using System.Text.Json;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Secrets, tokens, numbers, addresses and upstream bodies never reach a log, a metric, an answer or a letter's message.</summary>
public sealed class SilenceTests
{
    private static readonly string[] s_private =
    [
        "3175550142", "317555", "5550100", "pat.doe", "example.org", "Order 10042", "local-client", "local-secret", "local-crm-key", "Bearer", "ACCT-99281",
        "Platinum", "14250", "upstream text", "CUST-10042",
    ];

    [Fact]
    public async Task Nothing_Personal_Is_Logged_Whatever_Happens()
    {
        await using var contact = await Contact.StartAsync(("Logging__Level", "Trace"), Contact.Uncached);
        var logs = new List<string>();
        foreach (var play in Plays(contact))
        {
            contact.Cloud.Genesys.Faults.Clear();
            contact.Cloud.Crm.Faults.Clear();
            var payload = play();
            var result = await contact.InvokeAsync(payload);
            await result.Log.ArrivalOfAsync(line => line.Contains("\"events\":1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            logs.AddRange(result.Log.Lines);
            logs.Add(result.Text);
        }

        logs.AddRange(contact.Cloud.EnrichInteraction.Environments.SelectMany(environment => environment.Startup.Lines));
        logs.AddRange(contact.Letters.Select(letter => letter.GetProperty("message").GetString()!));
        logs.Count.ShouldBeGreaterThan(30);
        foreach (var word in s_private)
        {
            logs.ShouldNotContain(line => line.Contains(word, StringComparison.OrdinalIgnoreCase), word);
        }
    }

    [Fact]
    public async Task Every_Line_Is_Json_And_Ours_Carry_The_Correlation_Id()
    {
        await using var contact = await Contact.StartAsync();

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));
        await result.Log.ArrivalOfAsync(line => line.Contains("end_to_end_latency", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var lines = result.Log.Lines.Select(line => JsonElement.Parse(line)).ToList();
        // A token is fetched for whoever waits for it: that line belongs to no single event.
        var ours = lines.Where(line => Has(line, "message") && !line.GetProperty("message").GetString()!.Contains("token", StringComparison.Ordinal)).ToList();
        ours.ShouldNotBeEmpty();
        ours.ShouldAllBe(line => line.GetProperty("correlationId").GetString() == "c0000001-4a1b-4c2d-8e3f-173340001eef");
        lines.Where(line => Has(line, "_aws") && Has(line, "source_latency")).ShouldHaveSingleItem();
        lines.Where(line => Has(line, "_aws") && Has(line, "events")).ShouldHaveSingleItem().GetProperty("Outcome").GetString().ShouldBe("Enriched");

        static bool Has(JsonElement line, string member) => line.TryGetProperty(member, out _);
    }

    private static IEnumerable<Func<string>> Plays(Contact contact)
    {
        yield return () => SampleEvents.Text("01-");
        yield return () => SampleEvents.Text("07-");
        yield return () => SampleEvents.Text("10-");
        yield return () => SampleEvents.Tutorial("CUST-10042").GetRawText();
        yield return () => Fresh(1, e => e["detail"]!["eventBody"]!["ani"] = new System.Text.Json.Nodes.JsonObject { ["n"] = "tel:+13175550142" });
        yield return () => "pat.doe@example.org +1 317 555 0142";
        foreach (var (i, fault) in new[] { Fault.Answer(500, "upstream text"), Fault.Answer(400, "upstream text"), Fault.Answer(403, "upstream text"), Fault.GarbageBody, Fault.ConnectionReset, Fault.Answer(429, "upstream text", ("Retry-After", "900")) }.Index())
        {
            yield return () => Failing(contact.Cloud.Crm.Faults, Contact.TheCrm, fault, 10 + i);
            yield return () => Failing(contact.Cloud.Genesys.Faults, Contact.ThePatch, fault, 20 + i);
        }

        yield return () => Failing(contact.Cloud.Genesys.Faults, Contact.ThePatch, Fault.Answer(401, "upstream text"), 40);
        yield return () => Failing(contact.Cloud.Crm.Faults, Contact.TheCrm, Fault.Answer(401, "upstream text"), 41);
    }

    private static string Failing(FaultScript script, Func<RecordedRequest, bool> match, Fault fault, int number)
    {
        script.Always(match, fault);
        return Fresh(number, _ => { });
    }

    /// <summary>An event that was not seen before.</summary>
    private static string Fresh(int number, Action<System.Text.Json.Nodes.JsonNode> change) => SampleEvents.With("01-", e =>
    {
        e["detail"]!["eventBody"]!["eventTime"] = 1_787_234_591_482 + number;
        change(e);
    }).GetRawText();
}
