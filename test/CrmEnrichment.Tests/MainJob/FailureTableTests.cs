using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>The house's failure table, row by row, through the real executable.</summary>
public sealed class FailureTableTests
{
    [Theory]
    [InlineData("22-")]
    [InlineData("28-")]
    [InlineData("19-")]
    public async Task What_Is_Not_Ours_Is_Ignored_Without_Asking_Anybody(string sample)
    {
        await using var contact = await Contact.StartAsync();

        (await contact.PlayAsync(SampleEvents.Read(sample))).ShouldBe("Ignored");

        contact.NobodyWasAsked();
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Malformed_Event_Is_Kept_As_Permanent_With_The_Field_And_The_Fix()
    {
        await using var contact = await Contact.StartAsync();
        var malformed = SampleEvents.With("01-", e => e["detail"]!["eventBody"]!["conversationId"] = 17);

        (await contact.PlayAsync(malformed)).ShouldBe("InvalidEvent");

        var letter = contact.Letter;
        letter.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        letter.GetProperty("message").GetString().ShouldBe("event.detail.eventBody.conversationId has a wrong type or form: send text.");
        letter.GetProperty("event").GetRawText().ShouldBe(malformed.GetRawText());
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task An_Unknown_Caller_Is_No_Match_And_The_Context_Says_So()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Remove(SampleCustomers.Platinum.Id);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("NoMatch");

        contact.Attributes.GetRawText().ShouldBe("""{"crm.lookupStatus":"NoMatch"}""");
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Withheld_Number_Is_No_Match_And_No_Crm_Is_Asked()
    {
        await using var contact = await Contact.StartAsync();

        (await contact.PlayAsync(SampleEvents.Read("05-"))).ShouldBe("NoMatch");

        contact.Cloud.Crm.Requests.All.ShouldBeEmpty();
        contact.Attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("NoMatch");
        contact.NothingLiesInTheQueue();
    }

    [Theory]
    [InlineData("MostRecentlyChanged", "ACCT-new")]
    [InlineData("Leave", null)]
    public async Task Of_Several_Customers_The_Policy_Takes_One_Or_None_And_The_Context_Says_How_Many(string policy, string? account)
    {
        await using var contact = await Contact.StartAsync(("Customers__WhenAmbiguous", policy));
        contact.Cloud.Crm.Remove(SampleCustomers.Platinum.Id);
        contact.Cloud.Crm.Put(Customer("old", "2024-01-01T00:00:00Z"));
        contact.Cloud.Crm.Put(Customer("new", "2026-01-01T00:00:00Z"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Ambiguous");

        contact.Attributes.GetProperty("crm.lookupMatches").GetString().ShouldBe("2");
        (contact.Attributes.TryGetProperty("crm.crmAccountId", out var id) ? id.GetString() : null).ShouldBe(account);
        contact.NothingLiesInTheQueue();

        static PretendCustomer Customer(string id, string updatedAt) => new(id, $"ACCT-{id}")
        {
            Phones = ["+13175550142"],
            Extra = new JsonObject { ["updatedAt"] = updatedAt },
        };
    }

    [Fact]
    public async Task When_One_Of_Two_Sources_Fails_The_Context_Holds_What_The_Other_Knows()
    {
        await using var contact = await StartWithTwoSourcesAsync();
        contact.Cloud.Crm.Faults.Always(r => r.Path.StartsWith("/customers", StringComparison.Ordinal) && r.Query.Contains("&from=second", StringComparison.Ordinal), Fault.Answer(503));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Partial");

        contact.Attributes.GetProperty("crm.crmAccountId").GetString().ShouldBe("ACCT-99281");
        contact.Attributes.GetProperty("crm.lookupFailedSources").GetString().ShouldBe("second");
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task When_Every_Source_Fails_The_Event_Is_Kept_To_Be_Retried()
    {
        await using var contact = await StartWithTwoSourcesAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(500, "{\"secret\":\"upstream text\"}"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("CrmUnavailable");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        contact.Letter.GetProperty("message").GetString()!.ShouldNotContain("upstream text");
        contact.Written.ShouldBeEmpty();
        contact.FailuresTold.ShouldBe(1);
    }

    [Fact]
    public async Task That_The_Agent_Cannot_Be_Told_Of_It_Changes_Nothing()
    {
        await using var contact = await StartWithTwoSourcesAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(500));
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(403));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("CrmUnavailable");

        contact.FailuresTold.ShouldBe(0);
        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_Short_Retry_After_Is_Waited_Out()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.Answer(429, "", ("Retry-After", "0")));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_Long_Retry_After_Is_Not_Slept_Out_But_Written_On_The_Letter()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(429, "", ("Retry-After", "600")));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Throttled");

        var letter = contact.Letter;
        letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        var wait = letter.GetProperty("notBefore").GetDateTimeOffset() - letter.GetProperty("lastFailedAt").GetDateTimeOffset();
        wait.ShouldBeInRange(TimeSpan.FromSeconds(590), TimeSpan.FromSeconds(601));
        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Count.ShouldBe(1);
    }

    public static TheoryData<string, Fault> Faults { get; } = new()
    {
        { "503", Fault.Answer(503) },
        { "a reset", Fault.ConnectionReset },
        { "no answer", Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System)) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Faults))]
    public async Task What_Fails_Once_Is_Tried_Again(string what, Fault fault)
    {
        what.ShouldNotBeEmpty();
        await using var contact = await Contact.StartAsync(("Http__AttemptTimeoutMs", "1000"), ("Crm__Sources__0__TimeoutMs", "1000"));
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, fault);
        contact.Cloud.Crm.Faults.Next(Contact.TheCrm, fault);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.NothingLiesInTheQueue();
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Faults))]
    public async Task When_Genesys_Stays_Away_The_Event_Is_Kept_To_Be_Retried(string what, Fault fault)
    {
        what.ShouldNotBeEmpty();
        await using var contact = await Contact.StartAsync(("Http__AttemptTimeoutMs", "1000"));
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, fault);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Unavailable");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("half")]
    [InlineData("garbage")]
    public async Task A_Crm_Answer_That_Cannot_Be_Read_Is_No_Answer(string what)
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, what is "half" ? Fault.HalfABody : Fault.GarbageBody);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("CrmUnavailable");
    }

    [Fact]
    public async Task A_Conversation_That_Is_Gone_Leaves_No_Letter()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Conversations.Forget("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef");

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("InteractionGone");

        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task An_Old_Event_Is_Stale_By_Its_Own_Time()
    {
        await using var contact = await Contact.StartAsync(("Genesys__MaxEventAge", "01:00:00"));
        var old = SampleEvents.With("01-", e => e["detail"]!["eventBody"]!["eventTime"] = 1_600_000_000_000);

        (await contact.PlayAsync(old)).ShouldBe("Stale");

        contact.NobodyWasAsked();
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Request_That_Genesys_Rejects_Is_Permanent()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(400));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Rejected");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task When_Even_The_Queue_Fails_Lambda_Sees_The_Invocation_Fail_And_Keeps_The_Event()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(500));
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.SendMessage", Fault.Answer(500));

        var delivered = await contact.Cloud.EnrichInteraction.InvokeEventAsync(System.Text.Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), TestContext.Current.CancellationToken);

        delivered.Attempts.Count.ShouldBe(3);
        delivered.SentToDestination.ShouldBeTrue();
        contact.Letter.GetProperty("requestPayload").GetProperty("id").GetString().ShouldBe("e0000001-4a1b-4c2d-8e3f-1b1120001eef");
    }

    private static async Task<Contact> StartWithTwoSourcesAsync()
    {
        // The second source is the same CRM under another query, so that the script can tell the two apart.
        var first = await Contact.StartAsync();
        var url = first.Cloud.Crm.Url.ToString().TrimEnd('/');
        var both = first.Cloud.EnrichInteraction.Definition
            .With("Crm__Sources__1__Name", "second")
            .With("Crm__Sources__1__Url", url)
            .With("Crm__Sources__1__SecretId", "crm-enrichment/crm")
            .With("Crm__Sources__1__PhonePath", "/customers?phone={phone}&from=second")
            .With("Crm__Sources__1__TimeoutMs", "3000");
        await first.Cloud.Lambda.DefineAsync(both);
        return first;
    }
}
