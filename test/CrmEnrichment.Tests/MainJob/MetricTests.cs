using System.Text.Json;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>The lines that alarms and the dashboard live on, as the real executable writes them.</summary>
public sealed class MetricTests
{
    [Fact]
    public async Task What_Genesys_Tells_Of_Its_Rate_Limit_Is_Published()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.RateLimit = 4;

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        var line = await LineAsync(result, "rate_limit_headroom");
        line.GetProperty("rate_limit_headroom").GetDouble().ShouldBe(75);
        line.GetProperty("Upstream").GetString().ShouldBe("Genesys");
        line.GetProperty("Service").GetString().ShouldBe("EnrichInteraction");
    }

    [Fact]
    public async Task A_Failed_Source_And_Every_End_Of_A_Replayed_Letter_Are_Counted()
    {
        await using var contact = await Contact.StartAsync(("DeadLetters__MaxAttempts", "3"));
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        var failed = await contact.InvokeAsync(SampleEvents.Text("01-"));
        (await LineAsync(failed, "source_failures")).GetProperty("Source").GetString().ShouldBe("crm");

        (await ReplayedAsync(contact)).ShouldBe("failed_again");
        (await ReplayedAsync(contact)).ShouldBe("parked");

        await contact.InvokeAsync(SampleEvents.Text("02-"));
        contact.Cloud.Crm.Faults.Clear();
        (await ReplayedAsync(contact)).ShouldBe("done");
    }

    private static async Task<string?> ReplayedAsync(Contact contact)
    {
        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
        var line = await LineAsync(result, "letters_replayed");
        line.GetProperty("Service").GetString().ShouldBe("ReplayDeadLetters");
        return line.GetProperty("Result").GetString();
    }

    private static async Task<JsonElement> LineAsync(InvocationResult result, string metric) =>
        JsonElement.Parse(await result.Log.ArrivalOfAsync(line => line.Contains($"\"{metric}\":", StringComparison.Ordinal), TestContext.Current.CancellationToken));
}
