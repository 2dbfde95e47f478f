using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What a cold process has done before its first event, through the real executable.</summary>
public sealed class ColdStartTests
{
    private static readonly Func<RecordedRequest, bool> s_secrets = Request.For("GetSecretValue");

    [Fact]
    public async Task The_first_event_finds_its_secrets_and_joins_its_token_and_makes_two_requests()
    {
        await using var contact = await Contact.StartAsync();

        var first = await contact.InvokeAsync(SampleEvents.Text("01-"));

        first.Text.ShouldContain("Enriched");
        contact.Cloud.Genesys.TokensIssued.ShouldBe(1);
        contact.Cloud.AwsRequests.Where(s_secrets).Count.ShouldBe(3);
        await Environment(contact.Cloud.EnrichInteraction).Startup.ArrivalOfAsync(line => line.Contains("Warm-up took", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await first.Log.ArrivalOfAsync(line => line.Contains("ended as Enriched", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        contact.Cloud.Genesys.Requests.All.Count(request => !Contact.TheLogin(request)).ShouldBe(1);
        contact.Cloud.Crm.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_first_event_asks_the_crm_while_its_token_is_on_its_way()
    {
        await using var contact = await Contact.StartAsync();
        var released = new TaskCompletionSource();
        contact.Cloud.Genesys.Faults.Next(Contact.TheLogin, Fault.HangUntil(released.Task));

        var first = contact.InvokeAsync(SampleEvents.Text("01-"));
        await contact.Cloud.Crm.Requests.ArrivalOfAsync(Contact.TheCrm, TestContext.Current.CancellationToken);
        contact.Cloud.Genesys.TokensIssued.ShouldBe(0);
        released.SetResult();

        (await first).Text.ShouldContain("Enriched");
        contact.Cloud.Genesys.TokensIssued.ShouldBe(1);
        contact.Cloud.Genesys.Requests.All.Count(Contact.TheLogin).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_request_that_breaks_is_made_anew_by_the_first_event()
    {
        await using var contact = await Contact.StartAsync(("Http__MaxRetries", "0"));
        contact.Cloud.Genesys.Faults.Next(Contact.TheLogin, Fault.ConnectionReset);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Cloud.Genesys.TokensIssued.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_snapshot_holds_no_token_and_a_restored_process_fetches_its_own()
    {
        await using var contact = await Contact.StartAsync();
        await contact.Cloud.Lambda.DefineAsync(contact.Cloud.EnrichInteraction.Definition with { SnapStart = true });

        var first = await contact.InvokeAsync(SampleEvents.Text("01-"));

        first.Text.ShouldContain("Enriched");
        await first.Log.ArrivalOfAsync(line => line.Contains("New token for Genesys", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Environment(contact.Cloud.EnrichInteraction).Startup.Lines.ShouldNotContain(line => line.Contains("New token", StringComparison.Ordinal));
        contact.Cloud.Genesys.TokensIssued.ShouldBe(1);
    }

    [Fact]
    public async Task A_warm_up_that_fails_leaves_the_work_to_the_first_event()
    {
        await using var contact = await Contact.StartAsync(("Http__MaxRetries", "0"));
        contact.Cloud.Genesys.Faults.Next(Contact.TheLogin, Fault.Answer(503));
        contact.Cloud.AwsFaults.Next(Request.For("GetItem"), Fault.Answer(400));

        var first = await contact.InvokeAsync(SampleEvents.Text("01-"));

        first.Text.ShouldContain("Enriched");
        var startup = Environment(contact.Cloud.EnrichInteraction).Startup;
        await startup.ArrivalOfAsync(line => line.Contains("Warm-up without state table", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // The start does not wait for Genesys' token, so that this may be the event's.
        await await Task.WhenAny(new[] { startup, first.Log }.Select(log => log.ArrivalOfAsync(
            line => line.Contains("Warm-up without Genesys; the first event does it itself. Genesys: POST was answered with 503.", StringComparison.Ordinal), TestContext.Current.CancellationToken)));
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_at_the_start_do_not_hide_an_event()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.AwsFaults.Always(s_secrets, Fault.Answer(429));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Unavailable");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_replay_of_an_empty_queue_signs_in_nowhere()
    {
        await using var contact = await Contact.StartAsync();

        await contact.ReplayAsync();

        contact.Cloud.Genesys.Requests.All.ShouldBeEmpty();
        contact.NobodyWasAsked();
        contact.Cloud.AwsRequests.Where(s_secrets).ShouldBeEmpty();
    }

    private static ExecutionEnvironment Environment(Function function) => function.Environments.ShouldHaveSingleItem();
}
