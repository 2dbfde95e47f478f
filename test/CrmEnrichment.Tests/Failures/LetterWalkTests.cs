using Amazon.Runtime;
using Amazon.SQS;
using CrmEnrichment.Aws;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>A walk over the local cloud's SQS, whose clock is in the test's hands.</summary>
public sealed class LetterWalkTests : IAsyncLifetime
{
    private const int Letters = 25;

    /// <summary>A receive on an empty queue waits, and the clock moves by that.</summary>
    private readonly ManualTime _time = new() { WaitsPassAtOnce = true };

    private EmbeddedCloud _cloud = null!;
    private AmazonSQSClient _sqs = null!;
    private SqsDeadLetterQueue _queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(time: _time);
        _sqs = new AmazonSQSClient(
            new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = _cloud.AwsUrl.ToString(), AuthenticationRegion = "us-east-1" });
        _queue = new SqsDeadLetterQueue(_sqs, _cloud.DeadLetters.Url);
        for (var i = 0; i < Letters; i++)
        {
            _cloud.DeadLetters.Send($"{i}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task What_is_held_stays_hidden_however_long_the_walk_takes_and_is_visible_after_it()
    {
        var walk = new LetterWalk(_queue, _time);
        await foreach (var message in walk.ReadAsync(Cancellation))
        {
            message.Body.ShouldNotBeEmpty();
        }

        for (var minutes = 0; minutes < 60; minutes += 2)
        {
            var extended = Extensions() + 3;
            _time.Advance(TimeSpan.FromMinutes(2));
            await _cloud.AwsRequests.CompletionOfAsync(_ => Extensions() >= extended, Cancellation);
        }

        (await VisibleAsync()).ShouldBe(0);

        await walk.DisposeAsync();

        (await VisibleAsync()).ShouldBe(Letters);
    }

    [Fact]
    public async Task After_a_walk_that_was_killed_they_come_back_by_themselves()
    {
        // Never disposed, and its clock stands still: it might as well not be there any more.
        var killed = new LetterWalk(_queue, new ManualTime());
        await foreach (var message in killed.ReadAsync(Cancellation))
        {
            message.Body.ShouldNotBeEmpty();
        }

        (await VisibleAsync()).ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(5));

        (await VisibleAsync()).ShouldBe(Letters);
    }

    [Fact]
    public async Task Each_letter_is_met_once_although_some_come_back_in_between()
    {
        var met = new List<string>();
        await using var walk = new LetterWalk(_queue, new ManualTime());
        await foreach (var message in walk.ReadAsync(Cancellation))
        {
            met.Add(message.Body);
            if (met.Count is 15)
            {
                _time.Advance(TimeSpan.FromMinutes(6));
            }
        }

        met.ShouldBe(Enumerable.Range(0, Letters).Select(i => $"{i}"), ignoreOrder: true);
    }

    private int Extensions() => _cloud.AwsRequests.Where(request => request.Operation is "AmazonSQS.ChangeMessageVisibilityBatch" && request.Duration is not null).Count;

    private async Task<int> VisibleAsync()
    {
        var attributes = await _sqs.GetQueueAttributesAsync(_cloud.DeadLetters.Url.ToString(), ["ApproximateNumberOfMessages"], Cancellation);
        return int.Parse(attributes.Attributes!["ApproximateNumberOfMessages"], System.Globalization.CultureInfo.InvariantCulture);
    }
}
