using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

public sealed class DynamoDbTests : IAsyncLifetime
{
    private EmbeddedCloud? _cloud;
    private AwsCaller? _aws;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        _cloud.Tables.Create("t");
        _aws = new AwsCaller(_cloud.AwsUrl);
    }

    public async ValueTask DisposeAsync()
    {
        _aws!.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task An_item_comes_back_as_it_was_put()
    {
        const string Item = """{"pk":{"S":"a"},"n":{"N":"1"},"m":{"M":{"l":{"L":[{"BOOL":true},{"NULL":true}]}}},"ss":{"SS":["x"]},"b":{"B":"AQI="}}""";

        (await CallAsync("PutItem", $$"""{"TableName":"t","Item":{{Item}}}""")).Status.ShouldBe(200);

        var read = await CallAsync("GetItem", """{"TableName":"t","Key":{"pk":{"S":"a"}},"ConsistentRead":true}""");
        JsonNode.DeepEquals(read.Body["Item"], JsonNode.Parse(Item)).ShouldBeTrue();
        (await CallAsync("GetItem", """{"TableName":"t","Key":{"pk":{"S":"b"}}}""")).Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("attribute_not_exists(pk)", false)]
    [InlineData("attribute_exists(pk)", true)]
    [InlineData("attribute_not_exists(nope)", true)]
    [InlineData("v = :v", true)]
    [InlineData("#v = :v", true)]
    [InlineData("v <> :v", false)]
    [InlineData("nope <> :v", true)]
    [InlineData("nope = :v", false)]
    [InlineData("expires <= :n", true)]
    [InlineData("expires < :n", false)]
    [InlineData("expires >= :n", true)]
    [InlineData("expires > :n", false)]
    [InlineData("v < :n", false)]
    [InlineData("attribute_not_exists(pk) OR expires <= :n", true)]
    [InlineData("attribute_exists(pk) AND expires < :n", false)]
    [InlineData("attribute_exists(pk) or attribute_exists(pk) and expires < :n", true)]
    [InlineData("(attribute_exists(pk) OR attribute_exists(pk)) AND expires < :n", false)]
    public async Task A_condition_holds_or_not(string condition, bool holds)
    {
        await CallAsync("PutItem", """{"TableName":"t","Item":{"pk":{"S":"a"},"v":{"S":"x"},"expires":{"N":"1000"}}}""");
        var values = new JsonObject();
        foreach (var (name, value) in new[] { (":v", """{"S":"x"}"""), (":n", """{"N":"1e3"}""") }.Where(v => condition.Contains(v.Item1)))
        {
            values[name] = JsonNode.Parse(value);
        }

        var request = JsonNode.Parse("""{"TableName":"t","Item":{"pk":{"S":"a"},"v":{"S":"new"}}}""")!;
        request["ConditionExpression"] = condition;
        request["ExpressionAttributeValues"] = values.Count > 0 ? values : null;
        request["ExpressionAttributeNames"] = condition.Contains("#v") ? new JsonObject { ["#v"] = "v" } : null;
        request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";

        var answer = await CallAsync("PutItem", request.ToJsonString());

        answer.Error.ShouldBe(holds ? null : "ConditionalCheckFailedException");
        (answer.Body["Item"]?["v"]?["S"]?.ToString()).ShouldBe(holds ? null : "x");
    }

    [Theory]
    [InlineData("begins_with(pk, :v)", "begins_with")]
    [InlineData("NOT attribute_exists(pk)", "NOT")]
    [InlineData("v BETWEEN :v AND :v", "BETWEEN")]
    [InlineData("size(v) = :v", "size")]
    [InlineData("a.b = :v", ".")]
    [InlineData("v = ", "<EOF>")]
    [InlineData("v = :v garbage", "garbage")]
    [InlineData("v ! :v", "!")]
    [InlineData("ttl = :v", "reserved keyword: ttl")]
    [InlineData("v = :undefined", ":undefined")]
    [InlineData("#undefined = :v", "#undefined")]
    [InlineData("attribute_exists(pk)", "unused in expressions: keys: {:v}")]
    public async Task A_condition_that_is_not_understood_is_refused_by_name(string condition, string named)
    {
        var request = JsonNode.Parse("""{"TableName":"t","Item":{"pk":{"S":"a"}},"ExpressionAttributeValues":{":v":{"S":"x"}}}""")!;
        request["ConditionExpression"] = condition;

        var answer = await CallAsync("PutItem", request.ToJsonString());

        answer.Error.ShouldBe("ValidationException");
        answer.Body["message"]!.ToString().ShouldContain(named);
        _cloud!.Tables["t"].Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PutItem", """{"TableName":"t","Item":{"v":{"S":"x"}}}""", "ValidationException")]
    [InlineData("PutItem", """{"TableName":"t","Item":{"pk":{"N":"1"}}}""", "ValidationException")]
    [InlineData("PutItem", """{"TableName":"t","Item":{"pk":{"S":""}}}""", "ValidationException")]
    [InlineData("PutItem", """{"TableName":"t","Item":{"pk":{"S":"a"},"v":{"S":"x","N":"1"}}}""", "ValidationException")]
    [InlineData("PutItem", """{"TableName":"t","Item":{"pk":{"S":"a"},"v":{"N":"one"}}}""", "ValidationException")]
    [InlineData("PutItem", """{"TableName":"t","Item":{"pk":{"S":"a"}},"Expected":{}}""", "ValidationException")]
    [InlineData("GetItem", """{"TableName":"t","Key":{"pk":{"S":"a"},"sk":{"S":"b"}}}""", "ValidationException")]
    [InlineData("GetItem", """{"TableName":"none","Key":{"pk":{"S":"a"}}}""", "ResourceNotFoundException")]
    [InlineData("Scan", """{"TableName":"t","FilterExpression":"a = :a"}""", "ValidationException")]
    [InlineData("Query", """{"TableName":"t"}""", "UnknownOperationException")]
    [InlineData("GetItem", """no json""", "SerializationException")]
    public async Task A_wrong_request_is_refused(string operation, string request, string error) =>
        (await CallAsync(operation, request)).Error.ShouldBe(error);

    [Fact]
    public async Task An_item_of_four_hundred_kilobytes_fits_and_one_byte_more_does_not()
    {
        const int Limit = 400 * 1024;
        var most = Limit - "pk".Length - "a".Length - "v".Length;

        (await CallAsync("PutItem", Sized(most))).Status.ShouldBe(200);
        (await CallAsync("PutItem", Sized(most + 1))).Error.ShouldBe("ValidationException");

        static string Sized(int length) => """{"TableName":"t","Item":{"pk":{"S":"a"},"v":{"S":"TEXT"}}}""".Replace("TEXT", new string('x', length), StringComparison.Ordinal);
    }

    private Task<AwsAnswer> CallAsync(string operation, string json) => _aws!.CallAsync($"DynamoDB_20120810.{operation}", json, Cancel);
}
