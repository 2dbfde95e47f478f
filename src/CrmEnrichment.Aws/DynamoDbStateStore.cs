using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using CrmEnrichment.State;

namespace CrmEnrichment.Aws;

/// <summary>State in one DynamoDB table: key <c>pk</c>, value <c>v</c>, and <c>expires</c> (epoch seconds), the table's TTL attribute; of a counter <c>n</c>.</summary>
/// <remarks>DynamoDB deletes expired items within days, not at once: every read and condition checks <c>expires</c> itself.</remarks>
public sealed class DynamoDbStateStore(IAmazonDynamoDB dynamo, StateOptions options, TimeProvider time) : IStateStore
{
    private const string Service = "Amazon DynamoDB";

    public bool IsShared => true;

    public async ValueTask<string?> GetAsync(string key, CancellationToken ct)
    {
        var request = new GetItemRequest { TableName = options.Table, Key = KeyOf(key), ConsistentRead = true };
        var response = await RunAsync("dynamodb:GetItem", () => dynamo.GetItemAsync(request, ct), ct);
        return LivingValue(response.Item);
    }

    public async ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) =>
        await RunAsync("dynamodb:PutItem", () => dynamo.PutItemAsync(ItemOf(key, value, timeToLive), ct), ct);

    public async ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        var request = ItemOf(key, value, timeToLive);
        request.ConditionExpression = "attribute_not_exists(pk) OR expires <= :now";
        request.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":now"] = new AttributeValue { N = Seconds(time.GetUtcNow()) } };
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        while (true)
        {
            var standing = await RunAsync("dynamodb:PutItem", async () =>
            {
                try
                {
                    await dynamo.PutItemAsync(request, ct);
                    return null;
                }
                catch (ConditionalCheckFailedException e)
                {
                    return e;
                }
            }, ct);
            if (standing is null)
            {
                return null;
            }

            // It expired or was deleted since the refusal: then try to put again.
            if ((LivingValue(standing.Item) ?? await GetAsync(key, ct)) is { } there)
            {
                return there;
            }

            ct.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        var request = ItemOf(key, value, timeToLive);
        request.ConditionExpression = "v = :expected AND expires > :now";
        request.ExpressionAttributeValues = new(StringComparer.Ordinal)
        {
            [":expected"] = new AttributeValue { S = expected },
            [":now"] = new AttributeValue { N = Seconds(time.GetUtcNow()) },
        };
        return await RunAsync("dynamodb:PutItem", async () =>
        {
            try
            {
                await dynamo.PutItemAsync(request, ct);
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }, ct);
    }

    public async ValueTask DeleteAsync(string key, CancellationToken ct) =>
        await RunAsync("dynamodb:DeleteItem", () => dynamo.DeleteItemAsync(new DeleteItemRequest { TableName = options.Table, Key = KeyOf(key) }, ct), ct);

    public async ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct)
    {
        var request = new UpdateItemRequest
        {
            TableName = options.Table,
            Key = KeyOf(key),
            UpdateExpression = "SET expires = if_not_exists(expires, :expires) ADD n :amount",
            ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":expires"] = new AttributeValue { N = Seconds(time.GetUtcNow() + timeToLive) },
                [":amount"] = new AttributeValue { N = amount.ToString(CultureInfo.InvariantCulture) },
            },
            ReturnValues = ReturnValue.UPDATED_NEW,
        };
        var response = await RunAsync("dynamodb:UpdateItem", () => dynamo.UpdateItemAsync(request, ct), ct);
        return long.Parse(response.Attributes["n"].N, CultureInfo.InvariantCulture);
    }

    private PutItemRequest ItemOf(string key, string value, TimeSpan timeToLive) => new()
    {
        TableName = options.Table,
        Item = new(StringComparer.Ordinal)
        {
            ["pk"] = new AttributeValue { S = key },
            ["v"] = new AttributeValue { S = value },
            ["expires"] = new AttributeValue { N = Seconds(time.GetUtcNow() + timeToLive) },
        },
    };

    private string? LivingValue(Dictionary<string, AttributeValue>? item) =>
        item is not null && item.TryGetValue("v", out var value)
        && long.Parse(item["expires"].N, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
            ? value.S
            : null;

    private static Dictionary<string, AttributeValue> KeyOf(string key) => new(StringComparer.Ordinal) { ["pk"] = new AttributeValue { S = key } };

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private Task<T> RunAsync<T>(string action, Func<Task<T>> call, CancellationToken ct) =>
        AwsCall.RunAsync(Service, $"{action} on table {options.Table}", call, ct);
}
