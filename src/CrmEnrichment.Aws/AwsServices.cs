using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Leads;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.State;
using CrmEnrichment.Web.Leads;
using CrmEnrichment.Web.Vicidial;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Aws;

/// <summary>The AWS side of the library's small interfaces.</summary>
public static class AwsServices
{
    private static readonly WholeAnswers s_wholeAnswers = new();

    /// <summary>The SDK itself reads region, credentials and <c>AWS_ENDPOINT_URL_*</c>.</summary>
    public static IServiceCollection AddAws(this IServiceCollection services) => services
        .AddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(Patient<AmazonSQSConfig>()))
        .AddSingleton<IAmazonSecretsManager>(_ => new AmazonSecretsManagerClient(Patient<AmazonSecretsManagerConfig>()))
        .AddSingleton<IDeadLetterQueue>(provider => new SqsDeadLetterQueue(
            provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<DeadLetterOptions>().QueueUrl!))
        .AddSingleton(provider => new Parking(
            provider.GetRequiredService<DeadLetterOptions>(),
            provider.GetRequiredService<DeadLetterOptions>().ParkedQueueUrl is { } parked
                ? new SqsDeadLetterQueue(provider.GetRequiredService<IAmazonSQS>(), parked, SqsDeadLetterQueue.ParkingQueue)
                : null))
        .AddKeyedSingleton<IWorkQueue>(JournalQueue.Key, (provider, _) => new SqsWorkQueue(
            provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<JournalOptions>().QueueUrl!, "the journal's queue"))
        .AddKeyedSingleton<IWorkQueue>(CallQueue.Key, (provider, _) => new SqsWorkQueue(
            provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<VicidialOptions>().QueueUrl!, "the queue of VICIdial's calls"))
        .AddKeyedSingleton<IWorkQueue>(LeadQueue.Key, (provider, _) => new SqsWorkQueue(
            provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<LeadsOptions>().QueueUrl!, "the queue of leads"))
        .AddSingleton<ISecrets, SecretsManagerSecrets>()
        .AddSingleton<IStateStore>(provider => provider.GetRequiredService<StateOptions>() is { Table.Length: > 0 } state
            ? new DynamoDbStateStore(new AmazonDynamoDBClient(Patient<AmazonDynamoDBConfig>()), state, provider.GetRequiredService<TimeProvider>())
            : new MemoryStateStore(provider.GetRequiredService<TimeProvider>()));

    /// <summary>Attempts are short, so that a retry still fits into the time reserved for a letter. The caller's token ends what does not fit.</summary>
    private static T Patient<T>()
        where T : ClientConfig, new() => new() { Timeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 2, HttpClientFactory = s_wholeAnswers };
}
