using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>Ten thousand letters after an outage: several engineers at once, interruptions, and new letters all the while.</summary>
public sealed class ManyLettersTests
{
    private const int Letters = 10_000;
    private const int Meant = 800;

    [Fact]
    public async Task What_was_meant_is_done_once_and_nothing_else_is_touched()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        using var other = new Tool(contact);
        contact.Cloud.Genesys.RateLimit = int.MaxValue;
        for (var i = 0; i < Letters; i++)
        {
            Envelopes.Send(contact, i * Meant / Letters != (i + 1) * Meant / Letters ? FailureReason.CrmUnavailable : FailureReason.Forbidden);
        }

        (await tool.AskAsync("summary")).GetProperty("byReason").GetRawText().ShouldBe($$"""{"CrmUnavailable":{{Meant}},"Forbidden":{{Letters - Meant}}}""");

        // Two replays at once. When both are at work, letters like the chosen ones arrive, and one replay is interrupted.
        string[] replay = ["replay", "--reason", "CrmUnavailable", "--rate", "100", "--limit", "600", "--json"];
        var first = tool.Start(replay);
        await ArrivedAsync(contact, letters: 1);
        var second = other.Start(replay);
        await ArrivedAsync(contact, letters: 50);
        var late = Enumerable.Range(0, 20).Select(_ => Envelopes.Send(contact)).ToHashSet();
        await first.InterruptAsync();
        var (firstCode, firstOutput, _) = await ToolProcess.EndAsync(first);
        var (_, secondOutput, _) = await ToolProcess.EndAsync(second);

        firstCode.ShouldBe(130);
        var done = Done(firstOutput) + Done(secondOutput);
        Distinct(contact).ShouldBe(done);
        contact.Written.Count.ShouldBe(done);
        contact.Letters.Count.ShouldBe(Letters + late.Count - done);
        late.ShouldBeSubsetOf(contact.Letters.Select(letter => letter.GetProperty("letterId").GetString()!).ToHashSet());

        // A last one does the rest, each letter once.
        var rest = await tool.AskAsync("replay", "--reason", "CrmUnavailable", "--rate", "1000");

        rest.GetProperty("outcomes").GetProperty("Enriched").GetInt32().ShouldBe(Meant + late.Count - done);
        Distinct(contact).ShouldBe(Meant + late.Count);
        contact.Written.Count.ShouldBe(Meant + late.Count);
        contact.Letters.Count.ShouldBe(Letters - Meant);
        contact.Letters.ShouldAllBe(letter => letter.GetProperty("reason").GetString() == "Forbidden" && letter.GetProperty("attempts").GetInt32() == 1);

        // All are where others see them.
        (await tool.AskAsync("summary")).GetProperty("letters").GetInt32().ShouldBe(Letters - Meant);
    }

    private static int Done(string output) =>
        JsonElement.Parse(output).GetProperty("outcomes") is var outcomes && outcomes.TryGetProperty("Enriched", out var enriched) ? enriched.GetInt32() : 0;

    private static int Distinct(Contact contact) => contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Select(request => request.Path).Distinct(StringComparer.Ordinal).Count();

    private static Task<RecordedRequest> ArrivedAsync(Contact contact, int letters) => contact.Cloud.Genesys.Requests.ArrivalOfAsync(
        _ => contact.Cloud.Genesys.Requests.All.Count(Contact.ThePatch) >= letters, TestContext.Current.CancellationToken);
}
