using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>AWSSDK.DynamoDBv2 makes the calls.</summary>
public sealed class DynamoDbTests : IAsyncLifetime
{
    private static readonly AttributeValue s_a = new() { S = "a" };

    private EmbeddedCloud? _cloud;
    private AmazonDynamoDBClient? _dynamo;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        _cloud.Tables.Create("t");
        _dynamo = AwsClients.DynamoDb(_cloud);
    }

    public async ValueTask DisposeAsync()
    {
        _dynamo!.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task An_item_comes_back_as_it_was_put()
    {
        await PutAsync(new()
        {
            ["pk"] = s_a,
            ["n"] = new() { N = "1" },
            ["m"] = new() { M = new() { ["l"] = new() { L = [new() { BOOL = true }, new() { NULL = true }] } } },
            ["ss"] = new() { SS = ["x"] },
            ["b"] = new() { B = new MemoryStream([1, 2]) },
        });

        var read = (await _dynamo!.GetItemAsync("t", new() { ["pk"] = s_a }, consistentRead: true, Cancel)).Item;

        (read.Count, read["pk"].S, read["n"].N).ShouldBe((5, "a", "1"));
        read["m"].M["l"].L.Select(item => (item.BOOL, item.NULL)).ShouldBe([(true, null), (null, true)]);
        read["ss"].SS.ShouldBe(["x"]);
        read["b"].B.ToArray().ShouldBe([1, 2]);
        (await _dynamo.GetItemAsync("t", new() { ["pk"] = new() { S = "b" } }, Cancel)).Item.ShouldBeNull();
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
        await PutAsync(new() { ["pk"] = s_a, ["v"] = new() { S = "x" }, ["expires"] = new() { N = "1000" } });
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":v"] = new() { S = "x" }, [":n"] = new() { N = "1e3" } };
        var request = new PutItemRequest("t", new() { ["pk"] = s_a, ["v"] = new() { S = "new" } })
        {
            ConditionExpression = condition,
            ExpressionAttributeValues = values.Where(value => condition.Contains(value.Key)).ToDictionary(StringComparer.Ordinal),
            ExpressionAttributeNames = condition.Contains("#v") ? new() { ["#v"] = "v" } : null,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        if (request.ExpressionAttributeValues.Count == 0)
        {
            request.ExpressionAttributeValues = null;
        }

        if (holds)
        {
            await _dynamo!.PutItemAsync(request, Cancel);
        }
        else
        {
            (await Should.ThrowAsync<ConditionalCheckFailedException>(() => _dynamo!.PutItemAsync(request, Cancel))).Item["v"].S.ShouldBe("x");
        }
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
        var refusal = await RefusalAsync(dynamo => dynamo.PutItemAsync(
            new("t", new() { ["pk"] = s_a }) { ConditionExpression = condition, ExpressionAttributeValues = new() { [":v"] = new() { S = "x" } } }, Cancel));

        refusal.ErrorCode.ShouldBe("ValidationException");
        refusal.Message.ShouldContain(named);
        _cloud!.Tables["t"].Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_item_is_refused()
    {
        await RefusedAsync(new() { ["v"] = new() { S = "x" } });
        await RefusedAsync(new() { ["pk"] = new() { N = "1" } });
        await RefusedAsync(new() { ["pk"] = new() { S = "" } });
        await RefusedAsync(new() { ["pk"] = s_a, ["v"] = new() { S = "x", N = "1" } });
        await RefusedAsync(new() { ["pk"] = s_a, ["v"] = new() { N = "one" } });

        async Task RefusedAsync(Dictionary<string, AttributeValue> item) => (await RefusalAsync(_ => PutAsync(item))).ErrorCode.ShouldBe("ValidationException");
    }

    [Fact]
    public async Task A_request_that_the_local_cloud_does_not_know_is_refused_and_never_half_understood()
    {
        await RefusedAsync("ValidationException", dynamo => dynamo.PutItemAsync(new("t", new() { ["pk"] = s_a }) { Expected = new() { ["v"] = new() { Exists = false } } }, Cancel));
        await RefusedAsync("ValidationException", dynamo => dynamo.GetItemAsync("t", new() { ["pk"] = s_a, ["sk"] = s_a }, Cancel));
        await RefusedAsync("ValidationException", dynamo => dynamo.ScanAsync(new("t") { FilterExpression = "v = :v" }, Cancel));
        await RefusedAsync("ResourceNotFoundException", dynamo => dynamo.GetItemAsync("none", new() { ["pk"] = s_a }, Cancel));
        await RefusedAsync("UnknownOperationException", dynamo => dynamo.QueryAsync(new("t"), Cancel));

        async Task RefusedAsync(string code, Func<AmazonDynamoDBClient, Task> call) => (await RefusalAsync(call)).ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task An_item_of_four_hundred_kilobytes_fits_and_one_byte_more_does_not()
    {
        const int Limit = 400 * 1024;
        var most = Limit - "pk".Length - "a".Length - "v".Length;

        await PutAsync(Sized(most));
        (await RefusalAsync(_ => PutAsync(Sized(most + 1)))).ErrorCode.ShouldBe("ValidationException");

        static Dictionary<string, AttributeValue> Sized(int length) => new() { ["pk"] = s_a, ["v"] = new() { S = new string('x', length) } };
    }

    private Task<PutItemResponse> PutAsync(Dictionary<string, AttributeValue> item) => _dynamo!.PutItemAsync("t", item, Cancel);

    private Task<AmazonDynamoDBException> RefusalAsync(Func<AmazonDynamoDBClient, Task> call) => Should.ThrowAsync<AmazonDynamoDBException>(() => call(_dynamo!));
}
