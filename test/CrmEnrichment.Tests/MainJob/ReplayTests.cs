using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Cli;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Letters back through the same handler and boundary.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_Letter_Is_Replayed_And_Deleted_Once_The_Crm_Is_Back()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-", "02-", "07-");

        var report = await contact.ReplayAsync();

        report.GetProperty("done").GetInt32().ShouldBe(3);
        report.GetProperty("endedBy").GetString().ShouldBe("QueueEmpty");
        report.GetProperty("outcomes").GetProperty("Enriched").GetInt32().ShouldBe(3);
        contact.Written.Count.ShouldBe(3);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task What_Fails_Again_Stays_As_The_Same_Letter_With_One_Attempt_More_And_Is_Tried_Once_A_Run()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");
        var first = contact.Letter;
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        var report = await contact.ReplayAsync();

        report.GetProperty("failedAgain").GetInt32().ShouldBe(1);
        report.GetProperty("done").GetInt32().ShouldBe(0);
        var second = contact.Letter;
        second.GetProperty("letterId").GetString().ShouldBe(first.GetProperty("letterId").GetString());
        second.GetProperty("attempts").GetInt32().ShouldBe(2);
        second.GetProperty("firstFailedAt").GetString().ShouldBe(first.GetProperty("firstFailedAt").GetString());
        second.GetProperty("lastFailedAt").GetDateTimeOffset().ShouldBeGreaterThan(first.GetProperty("lastFailedAt").GetDateTimeOffset());
        second.GetProperty("event").GetRawText().ShouldBe(first.GetProperty("event").GetRawText());
    }

    [Fact]
    public async Task The_Raw_Event_From_The_Rules_Queue_Is_Replayed()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);

        contact.Attributes.GetProperty("crm.crmAccountId").GetString().ShouldBe("ACCT-99281");
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task Lambdas_On_Failure_Record_Is_Replayed()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.DeadLetters.Send(new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = "2026-08-20T14:05:00.000Z",
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
                ["functionArn"] = "arn:aws:lambda:us-east-1:123456789012:function:stack-EnrichInteraction-AbC123:live",
                ["condition"] = "RetriesExhausted",
                ["approximateInvokeCount"] = 3,
            },
            ["requestPayload"] = JsonNode.Parse(SampleEvents.Text("01-")),
            ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = "1", ["functionError"] = "Unhandled" },
            ["responsePayload"] = new JsonObject { ["errorMessage"] = "exit status 137" },
        }.ToJsonString());

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);

        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Raw_Event_That_Fails_Becomes_A_Letter()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));

        (await contact.ReplayAsync()).GetProperty("failedAgain").GetInt32().ShouldBe(1);

        contact.Letter.GetProperty("reason").GetString().ShouldBe("CrmUnavailable");
        contact.Letter.GetProperty("handler").GetString().ShouldBe("EnrichInteraction");
    }

    [Fact]
    public async Task A_Letter_Whose_Time_Has_Not_Come_Stays()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.Answer(429, "", ("Retry-After", "600")));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Throttled");

        var report = await contact.ReplayAsync();

        report.GetProperty("notYet").GetInt32().ShouldBe(1);
        contact.Letter.GetProperty("attempts").GetInt32().ShouldBe(1);
        contact.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Permanent_Letter_Is_Tried_Only_When_Asked_For()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.Answer(403));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Forbidden");

        (await contact.ReplayAsync()).GetProperty("permanent").GetInt32().ShouldBe(1);
        contact.Written.ShouldBeEmpty();

        (await contact.ReplayAsync("""{"includePermanent": true}""")).GetProperty("done").GetInt32().ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Limit_Is_Kept_And_The_Rest_Can_Be_Replayed_At_Once()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-", "02-", "07-");

        var report = await contact.ReplayAsync("""{"limit": 2}""");

        report.GetProperty("done").GetInt32().ShouldBe(2);
        report.GetProperty("endedBy").GetString().ShouldBe("Limit");
        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Bad_Messages_Stay_And_Block_Nobody()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");
        contact.Cloud.DeadLetters.Send("no JSON");
        contact.Cloud.DeadLetters.Send("""{"format":"crm-enrichment/dead-letter","version":99}""");
        contact.Cloud.DeadLetters.Send("""{"format":"crm-enrichment/dead-letter","version":1}""");
        contact.Cloud.DeadLetters.Send("""{"requestContext":{"functionArn":"arn:aws:lambda:us-east-1:1:function:Other"},"requestPayload":{}}""");

        var report = await contact.ReplayAsync();

        report.GetProperty("done").GetInt32().ShouldBe(1);
        report.GetProperty("unreadable").GetInt32().ShouldBe(4);
        contact.Cloud.DeadLetters.Bodies.Count.ShouldBe(4);
    }

    [Fact]
    public async Task When_The_Deletion_Fails_The_Ledger_Stops_The_Second_Effect()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.DeleteMessage", Fault.Answer(500));
        await contact.ReplayAsync();
        contact.Written.Count.ShouldBe(1);
        contact.Cloud.AwsFaults.Clear();

        var report = await contact.ReplayAsync();

        report.GetProperty("outcomes").GetProperty("Duplicate").GetInt32().ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task Only_What_The_Filter_Means_Is_Replayed()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-", "02-");
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("07-"));
        var letter = contact.Letters[0].GetProperty("letterId").GetString();

        var report = await contact.ReplayAsync($$$"""{"filter": {"reasons": ["CrmUnavailable"], "letterIds": ["{{{letter}}}"]}}""");

        report.GetProperty("done").GetInt32().ShouldBe(1);
        report.GetProperty("notSelected").GetInt32().ShouldBe(2);
        contact.Letters.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_Letter_That_Has_Failed_Too_Often_Is_Parked()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        for (var attempts = 2; attempts < 5; attempts++)
        {
            (await contact.ReplayAsync()).GetProperty("failedAgain").GetInt32().ShouldBe(1);
        }

        (await contact.ReplayAsync()).GetProperty("parked").GetInt32().ShouldBe(1);

        contact.NothingLiesInTheQueue();
        JsonElement.Parse(contact.Cloud.Parked.Bodies.ShouldHaveSingleItem()).GetProperty("attempts").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task A_Letter_Stays_When_The_Queue_For_Parked_Letters_Does_Not_Take_It()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), [("DeadLetters__MaxAttempts", "2")], "01-");
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.SendMessage", Fault.Answer(500));

        (await contact.ReplayAsync()).GetProperty("parked").GetInt32().ShouldBe(0);

        contact.Cloud.Parked.Bodies.ShouldBeEmpty();
        contact.Letter.GetProperty("attempts").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Without_A_Second_Queue_It_Stays_And_The_Log_Says_So()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), [("DeadLetters__MaxAttempts", "2"), ("DeadLetters__ParkedQueueUrl", "")], "01-");
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        await result.Log.ArrivalOfAsync(
            line => line.Contains("has failed 2 times and needs a person: DeadLettersForWantOfParking", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        contact.Letter.GetProperty("attempts").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task Without_A_Request_Everything_That_Can_Be_Is_Replayed(string request)
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");

        (await contact.ReplayAsync(request)).GetProperty("done").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_Misspelt_Limit_Is_Refused_And_Nothing_Is_Replayed()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync("""{"limt": 1}"""u8.ToArray(), TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeFalse();
        result.ErrorMessage!.ShouldContain("limt");
        contact.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Rate_Out_Of_Bounds_Is_Refused_With_What_It_May_Be()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-");

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync("""{"rate": 0}"""u8.ToArray(), TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeFalse();
        result.ErrorMessage!.ShouldContain("rate is 0: give letters a second, from 0.1 to 1000, or leave it out.");
        contact.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_Report_Says_How_Many_Are_Left()
    {
        await using var contact = await FailedAsync(Fault.Answer(503), "01-", "02-", "07-");

        (await contact.ReplayAsync("""{"limit": 1, "rate": 1000}""")).GetProperty("left").GetInt32().ShouldBe(2);

        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.GetQueueAttributes", Fault.Answer(500));
        var report = await contact.ReplayAsync();
        report.GetProperty("done").GetInt32().ShouldBe(2);
        report.TryGetProperty("left", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_Is_Not_Tried_Is_Visible_Again_However_Much_It_Is()
    {
        await using var contact = await Contact.StartAsync();
        for (var i = 0; i < 250; i++)
        {
            Envelopes.Send(contact, FailureReason.Forbidden);
        }

        (await contact.ReplayAsync()).GetProperty("permanent").GetInt32().ShouldBe(250);

        (await contact.ReplayAsync()).GetProperty("permanent").GetInt32().ShouldBe(250);
        contact.Cloud.AwsRequests.Where(r => r.Operation is "AmazonSQS.ChangeMessageVisibilityBatch").Count.ShouldBe(50);
    }

    [Fact]
    public async Task Two_Replays_At_Once_Do_Every_Letter_Once()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.RateLimit = int.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            Envelopes.Send(contact);
        }

        var reports = await Task.WhenAll(contact.ReplayAsync("""{"rate": 1000}"""), contact.ReplayAsync("""{"rate": 1000}"""));

        reports.Sum(report => report.GetProperty("done").GetInt32()).ShouldBe(100, string.Join('\n', reports));
        contact.Written.Count.ShouldBe(100);
        contact.NothingLiesInTheQueue();
    }

    private static Task<Contact> FailedAsync(Fault fault, params string[] samples) => FailedAsync(fault, [], samples);

    private static async Task<Contact> FailedAsync(Fault fault, (string Name, string Value)[] environment, params string[] samples)
    {
        var contact = await Contact.StartAsync(environment);
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, fault);
        foreach (var sample in samples)
        {
            (await contact.PlayAsync(SampleEvents.Read(sample))).ShouldBe("CrmUnavailable");
        }

        contact.Cloud.Crm.Faults.Clear();
        return contact;
    }
}
