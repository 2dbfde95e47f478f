using System.Net;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Web.Callers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Each function through the real executable with the settings of one deployment and no others.</summary>
public sealed class CombinationTests
{
    private static readonly (string Name, string Value)[] s_database =
    [
        ("Crm__Sources__0__Name", "database"),
        ("Crm__Sources__0__Kind", "Sql"),
        ("Crm__Sources__0__SecretId", "crm-enrichment/database"),
    ];

    private static readonly (string Name, string Value)[] s_twilio =
    [
        ("Lookup__TwilioSecretId", LookupSecrets.Twilio),
        ("Lookup__PublicUrl", LookupSecrets.PublicUrl),
        ("Lookup__BudgetMs", "5000"),
    ];

    [Fact]
    public async Task Look_ups_over_a_database_for_Twilio_need_neither_Genesys_nor_a_queue()
    {
        await using var contact = await Contact.StartAsync();
        NobodyListens(contact.Cloud);
        await OnlyAsync(contact.Cloud, contact.Cloud.LookupCustomer, [.. s_database, .. s_twilio]);
        (string Name, string Value)[] form = [("From", "+13175550142")];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(contact.Cloud.Http.Url, "/customers"));
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Add("X-Twilio-Signature", TwilioSignature.Of(LookupSecrets.TwilioToken, $"{LookupSecrets.PublicUrl}/customers", form));

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        // The caller is known by its signature, and the database is asked: that nobody listens there is the answer of this look-up, not of the start.
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("lookup_status").GetString().ShouldBe("failed");
        contact.Cloud.AwsRequests.All.Select(call => call.Operation).Distinct().ShouldBe(["secretsmanager.GetSecretValue"]);
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task The_health_of_look_ups_over_a_database_is_that_of_the_database()
    {
        await using var contact = await Contact.StartAsync();
        NobodyListens(contact.Cloud);
        await OnlyAsync(contact.Cloud, contact.Cloud.CheckHealth, s_database);

        (await ComponentsAsync(contact.Cloud)).ShouldBe(["database"]);

        await OnlyAsync(contact.Cloud, contact.Cloud.CheckHealth, [.. s_database, ("State__Table", "crm-enrichment-state"), Queue(contact.Cloud)]);
        (await ComponentsAsync(contact.Cloud)).ShouldBe(["database", "DeadLetters", "State"]);
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task Enrichment_from_HubSpot_needs_Genesys_HubSpot_and_the_queue()
    {
        await using var contact = await Contact.StartAsync();
        await using var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        contact.Cloud.Secrets.Set("crm-enrichment/hubspot", hubSpot.Secret);
        (string, string)[] settings = [.. Genesys(contact.Cloud), .. HubSpot(hubSpot), Queue(contact.Cloud)];
        await OnlyAsync(contact.Cloud, contact.Cloud.EnrichInteraction, settings);
        await OnlyAsync(contact.Cloud, contact.Cloud.CheckHealth, settings);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.name").GetString().ShouldBe("Dana Example");
        (await ComponentsAsync(contact.Cloud)).ShouldBe(["hubspot", "Genesys", "DeadLetters"]);
    }

    [Fact]
    public async Task A_replay_without_a_platform_starts_and_finds_nothing_to_do()
    {
        await using var contact = await Contact.StartAsync();
        await OnlyAsync(contact.Cloud, contact.Cloud.ReplayDeadLetters, [Queue(contact.Cloud)]);

        var report = await contact.ReplayAsync();

        report.GetProperty("endedBy").GetString().ShouldBe("QueueEmpty");
        report.GetProperty("done").GetInt32().ShouldBe(0);
    }

    /// <summary>Function, and what it says when nothing is set at all.</summary>
    public static TheoryData<string, string[]> Needs => new()
    {
        { "EnrichInteraction", ["Genesys__SecretId", "Crm__Sources__0__Url", "DeadLetters__QueueUrl"] },
        { "LookupCustomer", ["Crm__Sources__0__Url", "Lookup__KeysSecretId"] },
        { "ReplayDeadLetters", ["DeadLetters__QueueUrl"] },
        { "CheckHealth", ["Crm__Sources__0__Url"] },
    };

    [Theory, MemberData(nameof(Needs))]
    public async Task A_function_names_everything_that_it_misses_and_nothing_that_it_does_not_use(string function, string[] missing)
    {
        await using var contact = await Contact.StartAsync();
        await OnlyAsync(contact.Cloud, contact.Cloud.Lambda[function], []);

        var result = await contact.Cloud.Lambda[function].InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        result.ErrorType.ShouldBe("InvalidConfigurationException");
        result.ErrorMessage!.Split("\n  - ").Skip(1).Select(problem => problem.Split([' ', ','])[0]).ShouldBe(missing, ignoreOrder: true);
    }

    private static (string, string)[] Genesys(EmbeddedCloud cloud) =>
    [
        ("Genesys__SecretId", "crm-enrichment/genesys"),
        ("Genesys__ApiUrl", cloud.Genesys.Url.ToString()),
        ("Genesys__LoginUrl", cloud.Genesys.Url.ToString()),
        ("Genesys__MaxEventAge", "3650.00:00:00"),
    ];

    private static (string, string)[] HubSpot(PretendHubSpot hubSpot) =>
    [
        ("Crm__Sources__0__Name", "hubspot"),
        ("Crm__Sources__0__Kind", "HubSpot"),
        ("Crm__Sources__0__Url", hubSpot.Url.ToString()),
        ("Crm__Sources__0__SecretId", "crm-enrichment/hubspot"),
        ("Crm__Sources__0__TimeoutMs", "3000"),
    ];

    private static (string, string) Queue(EmbeddedCloud cloud) =>
        ("DeadLetters__QueueUrl", new Uri(cloud.AwsUrl, $"{Account.Id}/crm-enrichment-dead-letters").ToString());

    /// <summary>Port 9 is the discard service's, which no machine runs any more.</summary>
    private static void NobodyListens(EmbeddedCloud cloud) => cloud.Secrets.Set(
        "crm-enrichment/database", """{"host": "127.0.0.1", "port": 9, "username": "reader", "password": "reader", "dbname": "crm"}""");

    /// <summary>The function with these settings and AWS' addresses, and nothing else.</summary>
    private static Task<Function> OnlyAsync(EmbeddedCloud cloud, Function function, (string Name, string Value)[] settings) => cloud.Lambda.DefineAsync(function.Definition with
    {
        Environment = function.Definition.Environment.Where(variable => variable.Key.StartsWith("AWS_", StringComparison.Ordinal))
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .ToDictionary(StringComparer.Ordinal),
    });

    private static async Task<IEnumerable<string>> ComponentsAsync(EmbeddedCloud cloud)
    {
        var answer = await cloud.CheckHealth.InvokeAsync(Encoding.UTF8.GetBytes("{}"), TestContext.Current.CancellationToken);
        answer.Succeeded.ShouldBeTrue(answer.Text);
        return JsonElement.Parse(answer.Text).GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()!);
    }
}
