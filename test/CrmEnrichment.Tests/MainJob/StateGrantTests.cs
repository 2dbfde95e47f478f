using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What the functions really do in the state table, held against what the template's roles let them do there, key by key.</summary>
public sealed class StateGrantTests
{
    [Fact]
    public async Task Enrichment_reaches_only_the_keys_that_its_role_grants()
    {
        await using var contact = await Contact.StartAsync();

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Duplicate");
        (await contact.PlayAsync(TooLargeForAMessage())).ShouldBe("InvalidEvent");

        Granted(contact, "EnrichInteraction", "event/", "customer/", "changed/", "letter/");
    }

    [Fact]
    public async Task A_shared_budget_reaches_only_the_keys_that_the_roles_grant()
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__RequestsASecond", "100"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        Granted(contact, "EnrichInteraction", "budget/crm");

        var before = contact.Cloud.AwsRequests.All.Count;
        (await contact.Cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        Granted(contact, before, "CheckHealth", "budget/crm");
    }

    [Fact]
    public async Task A_replay_reaches_only_the_keys_that_its_role_grants()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.Answer(403));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Forbidden");
        (await contact.PlayAsync(TooLargeForAMessage())).ShouldBe("InvalidEvent");
        var before = contact.Cloud.AwsRequests.All.Count;

        (await contact.ReplayAsync("""{"includePermanent": true}""")).GetProperty("done").GetInt32().ShouldBe(1);

        Granted(contact, before, "ReplayDeadLetters", "event/", "customer/", "changed/", "letter/");
    }

    [Fact]
    public async Task A_run_of_the_schedule_reaches_only_the_keys_that_the_role_grants()
    {
        await using var contact = await Contact.StartAsync(("Healing__FirstPause", "00:00:00"));
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(503));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Unavailable");
        contact.Cloud.Genesys.Faults.Clear();
        var before = contact.Cloud.AwsRequests.All.Count;

        (await contact.ReplayAsync("""{"healing": true}""")).GetProperty("done").GetInt32().ShouldBe(1);

        Granted(contact, before, "ReplayDeadLetters", "event/ReplayDeadLetters/healing", "event/EnrichInteraction/", "customer/");
    }

    [Fact]
    public async Task A_look_up_and_a_change_reach_only_the_keys_that_their_role_grants()
    {
        await using var contact = await Contact.StartAsync(("Lookup__BudgetMs", "5000"));
        using var http = new HttpClient { BaseAddress = contact.Cloud.Http.Url };
        http.DefaultRequestHeaders.Add("x-api-key", LookupSecrets.CrmKey);
        using var change = new StringContent("""{"phone_number": ["+13175550142"]}""", Encoding.UTF8, "application/json");

        (await http.GetAsync(new Uri("/customers?phone=%2B13175550142", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await http.PostAsync(new Uri("/customers/changed", UriKind.Relative), change, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        Granted(contact, "LookupCustomer", "customer/", "changed/", "rate/");
    }

    [Fact]
    public async Task A_health_check_reaches_only_the_key_that_its_role_grants()
    {
        await using var contact = await Contact.StartAsync();

        (await contact.Cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();

        Granted(contact, "CheckHealth", "health");
    }

    internal static void Granted(Contact contact, string function, params string[] reached) => Granted(contact, 0, function, reached);

    private static void Granted(Contact contact, int from, string function, params string[] reached)
    {
        NotGranted(contact.Cloud, from, function).ShouldBeEmpty();
        reached.ShouldAllBe(prefix => Calls(contact.Cloud, from).Any(call => call.Key.StartsWith(prefix, StringComparison.Ordinal)));
    }

    /// <summary>What was done in the table since a request that the function's role does not grant.</summary>
    internal static IEnumerable<string> NotGranted(EmbeddedCloud cloud, int from, string function)
    {
        var grants = new Grants(Template.Shipped, function);
        return Calls(cloud, from).Where(call => !grants.AllowState(call.Action, call.Key)).Select(call => $"{call.Action} {call.Key}");
    }

    private static List<(string Action, string Key)> Calls(EmbeddedCloud cloud, int from) =>
        [.. cloud.AwsRequests.All.Skip(from)
            .Where(request => request.Operation?.StartsWith("DynamoDB", StringComparison.Ordinal) is true)
            .Select(request => (Action: $"dynamodb:{request.Operation!.Split('.')[1]}", Key: KeyOf(JsonElement.Parse(request.Content.Span))))];

    internal static string KeyOf(JsonElement request) =>
        (request.TryGetProperty("Key", out var key) ? key : request.GetProperty("Item")).GetProperty("pk").GetProperty("S").GetString()!;

    /// <summary>An event that cannot be handled, and cannot be packed into one message either.</summary>
    private static string TooLargeForAMessage()
    {
        var noise = new byte[1_200_000];
        new Random(1).NextBytes(noise);
        return SampleEvents.With("malformed-no-conversation-id", payload => payload["detail"]!["noise"] = Convert.ToBase64String(noise)).GetRawText();
    }
}
