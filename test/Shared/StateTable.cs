using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using CrmEnrichment.Aws;
using CrmEnrichment.State;

namespace CrmEnrichment.Tests.Contracts;

/// <summary>A table in a DynamoDB that listens here, and a state store on it.</summary>
public sealed class StateTable : IDisposable
{
    private readonly AmazonDynamoDBClient _client;

    private StateTable(AmazonDynamoDBClient client, string name) => (_client, Name) = (client, name);

    public string Name { get; }

    /// <summary>One that is there.</summary>
    public static StateTable Of(Uri endpoint, string name) => new(
        new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1" }), name);

    public static async Task<StateTable> CreateAsync(Uri endpoint, CancellationToken ct)
    {
        var table = Of(endpoint, $"state-{Guid.NewGuid():N}");
        var client = table._client;
        await client.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = table.Name,
                KeySchema = [new KeySchemaElement("pk", KeyType.HASH)],
                AttributeDefinitions = [new AttributeDefinition("pk", ScalarAttributeType.S)],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            },
            ct);

        // A table is not there at once. Each look is a call, so this is bounded by the test's own time, not by a clock.
        while ((await client.DescribeTableAsync(table.Name, ct)).Table.TableStatus != TableStatus.ACTIVE)
        {
            ct.ThrowIfCancellationRequested();
        }

        return table;
    }

    public IStateStore Open(TimeProvider time) => new DynamoDbStateStore(_client, new StateOptions { Table = Name }, time);

    public void Dispose() => _client.Dispose();
}
