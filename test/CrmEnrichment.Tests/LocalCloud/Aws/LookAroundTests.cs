using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>What the AWS CLI asks first: what is here?</summary>
public sealed class LookAroundTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private EmbeddedCloud? _cloud;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await EmbeddedCloud.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task The_queues_are_listed_by_the_beginning_of_their_names()
    {
        using var sqs = AwsClients.Sqs(_cloud!);

        (await sqs.ListQueuesAsync("", Cancel)).QueueUrls.ShouldBe([_cloud!.DeadLetters.Url.ToString(), _cloud.Parked.Url.ToString()]);
        (await sqs.ListQueuesAsync("crm-enrichment-p", Cancel)).QueueUrls.ShouldBe([_cloud.Parked.Url.ToString()]);
        (await sqs.ListQueuesAsync("none", Cancel)).QueueUrls.ShouldBeNull();
    }

    [Fact]
    public async Task The_table_is_listed_and_its_items_are_shown()
    {
        using var dynamo = AwsClients.DynamoDb(_cloud!);
        await dynamo.PutItemAsync("crm-enrichment-state", new() { ["pk"] = new() { S = "a" }, ["n"] = new() { N = "1" } }, Cancel);

        (await dynamo.ListTablesAsync(Cancel)).TableNames.ShouldBe(["crm-enrichment-state"]);
        var page = await dynamo.ScanAsync(new("crm-enrichment-state"), Cancel);

        (page.Count, page.LastEvaluatedKey).ShouldBe((1, null));
        page.Items.ShouldHaveSingleItem()["n"].N.ShouldBe("1");
    }

    [Fact]
    public async Task The_secrets_are_listed_without_their_values()
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, _cloud!.AwsUrl) { Content = new StringContent("{}"), Headers = { { "X-Amz-Target", "secretsmanager.ListSecrets" } } };
        using var answer = await _http.SendAsync(call, Cancel);
        var list = await answer.Content.ReadAsStringAsync(Cancel);

        JsonNode.Parse(list)!["SecretList"]!.AsArray().Select(secret => secret!["Name"]!.ToString()).ShouldContain("crm-enrichment/genesys");
        list.ShouldNotContain(_cloud.Genesys.Client.Secret);
    }

    [Fact]
    public async Task The_functions_are_listed_with_their_settings()
    {
        var list = JsonNode.Parse(await _http.GetStringAsync(new Uri(_cloud!.LambdaUrl, "/2015-03-31/functions/"), Cancel))!;
        var one = JsonNode.Parse(await _http.GetStringAsync(new Uri(_cloud.LambdaUrl, "/2015-03-31/functions/LookupCustomer/configuration"), Cancel))!;

        list["Functions"]!.AsArray().Select(function => function!["FunctionName"]!.ToString())
            .ShouldBe(["CheckHealth", "EnrichInteraction", "LookupCustomer", "ReplayDeadLetters"]);
        one["Environment"]!["Variables"]!["Lookup__Iam"]!.ToString().ShouldBe("true");
    }
}
