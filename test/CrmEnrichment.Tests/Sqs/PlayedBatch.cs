using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Functions;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Idempotency;
using CrmEnrichment.Pipeline;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Failures;

namespace CrmEnrichment.Tests.Sqs;

/// <summary>A function that a queue triggers: Lambda's own event in, its own answer out, the real boundary between.</summary>
internal sealed class PlayedBatch
{
    private readonly JsonArray _records = [];

    public ManualTime Time { get; } = new();

    public KeptLetters Letters { get; } = new();

    public CapturedLog<QueueBatch> Log { get; } = new();

    /// <summary>Handled or tried, as text, in the order in which they were begun.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>What the handler does with a message's payload.</summary>
    public Func<JsonElement, Outcome> Handle { get; init; } = _ => new Outcome.Done("Written");

    /// <summary>Of the invocation, at its beginning.</summary>
    public TimeSpan TimeLeft { get; init; } = TimeSpan.FromSeconds(15);

    public List<Delivery> Deliveries { get; } = [];

    public PlayedBatch Add(string id, string body, string? group = null, string queue = "work")
    {
        var attributes = new JsonObject { ["ApproximateReceiveCount"] = "1", ["SentTimestamp"] = "1764367200000", ["SenderId"] = "123456789012", ["ApproximateFirstReceiveTimestamp"] = "1764367200001" };
        if (group is not null)
        {
            attributes["MessageGroupId"] = group;
        }

        _records.Add(new JsonObject
        {
            ["messageId"] = id,
            ["receiptHandle"] = "AQEB",
            ["body"] = body,
            ["attributes"] = attributes,
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = "098f6bcd4621d373cade4e832627b4f6",
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = $"arn:aws:sqs:us-east-1:123456789012:{queue}{(group is null ? "" : ".fifo")}",
            ["awsRegion"] = "us-east-1",
        });
        return this;
    }

    /// <returns>What Lambda reads.</returns>
    public Task<string> RunAsync() => RunAsync(new JsonObject { ["Records"] = _records }.ToJsonString());

    public async Task<string> RunAsync(string payload)
    {
        var state = new MemoryStateStore(Time);
        var boundary = new FailureBoundary(
            new DeadLetterStore(Letters, state), new EventClaims(state, new StateOptions()), new HealingRule(new HealingOptions()), new Metrics(TextWriter.Null, Time, "test"), Time, new CapturedLog<FailureBoundary>());
        var route = EventRoute.Of(new Handler(this), boundary);
        var serializer = new EventSerializer();
        var batch = serializer.Deserialize<SqsEvent>(new MemoryStream(Encoding.UTF8.GetBytes(payload)));
        var recording = route with
        {
            RunAsync = (delivery, ct) =>
            {
                lock (Deliveries)
                {
                    Deliveries.Add(delivery);
                }

                return route.RunAsync(delivery, ct);
            },
        };
        using var answer = new MemoryStream();
        serializer.Serialize(await new QueueBatch(Log).RunAsync(batch, recording, new Context(Time, TimeLeft)), answer);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private sealed class Handler(PlayedBatch played) : IEventHandler<JsonElement>
    {
        public string Name => "WriteWork";

        public EventReading<JsonElement> Read(JsonElement payload) =>
            new EventReading<JsonElement>.Ours(payload) { Identity = new EventIdentity(payload.ToString(), null, null) };

        public Task<Outcome> HandleAsync(JsonElement e, CancellationToken ct)
        {
            lock (played.Begun)
            {
                played.Begun.Add(e.ToString());
            }

            return Task.FromResult(played.Handle(e));
        }
    }

    /// <summary>Lambda's: what is left is computed anew on each read.</summary>
    private sealed class Context(ManualTime time, TimeSpan left) : TestLambdaContext, ILambdaContext
    {
        private readonly DateTimeOffset _end = time.GetUtcNow() + left;

        string ILambdaContext.AwsRequestId => "request-1";

        string ILambdaContext.FunctionName => "WriteWork";

        string ILambdaContext.FunctionVersion => "7";

        TimeSpan ILambdaContext.RemainingTime => _end - time.GetUtcNow();
    }
}
