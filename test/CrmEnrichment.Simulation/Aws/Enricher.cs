using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Product;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>EnrichInteraction behind Lambda's asynchronous invocation: what finds no free environment, or fails, waits in Lambda's own queue and is tried again.</summary>
internal sealed class Enricher(World world)
{
    private static readonly FunctionIdentity s_identity = new(FunctionFeatures.EnrichInteraction, "1");

    private readonly Environments _environments = new(FunctionFeatures.EnrichInteraction, world);
    private readonly Dice _dice = new(world.Scenario.Seed, 5);
    private int _invocation;

    public Environments Environments => _environments;

    /// <summary>Events that wait in Lambda's queue.</summary>
    public int Waiting { get; private set; }

    /// <summary>From EventBridge.</summary>
    public void Offer(CallEvent e)
    {
        if (world.Time.GetUtcNow() - e.OfferedAt > world.Facts.Seconds("maximumEventAge"))
        {
            GiveUp(e, "EventAgeExceeded");
        }
        else if (_environments.MayStart(world.Scenario.Concurrency))
        {
            world.Time.Run(() => InvokeAsync(e));
        }
        else
        {
            Waiting++;
            world.Time.After(Pause(e.Throttled), () =>
            {
                Waiting--;
                Offer(e with { Throttled = e.Throttled + 1 });
            });
        }
    }

    /// <returns>Whether the invocation succeeded.</returns>
    public async Task<bool> HandleAsync(CallEvent e)
    {
        var isDone = await _environments.InvokeAsync(environment => RunAsync(environment, e));
        if (isDone)
        {
            world.Calls.Of(e.Conversation).IsUnderWay = false;
        }

        return isDone;
    }

    /// <summary>From one second to five minutes, twice as long each time; between half and all of it, since AWS does not say how it spreads them.</summary>
    private TimeSpan Pause(int throttled)
    {
        var longest = Math.Min(world.Facts["throttledLongestRetry"], world.Facts["throttledFirstRetry"] * Math.Pow(2, throttled));
        return TimeSpan.FromSeconds(longest / 2 * (1 + _dice.Random.NextDouble()));
    }

    private async Task InvokeAsync(CallEvent e)
    {
        if (await HandleAsync(e))
        {
            return;
        }

        if (e.Errors == 2)
        {
            GiveUp(e, "RetriesExhausted");
            return;
        }

        Waiting++;
        world.Time.After(world.Facts.Seconds(e.Errors == 0 ? "errorFirstRetry" : "errorSecondRetry"), () =>
        {
            Waiting--;
            Offer(e with { Errors = e.Errors + 1 });
        });
    }

    private async Task<bool> RunAsync(ExecutionEnvironment environment, CallEvent e)
    {
        await Task.Delay(world.Facts.Milliseconds("ownTime"), world.Time);
        var delivery = new Delivery(JsonElement.Parse(e.Text), $"invocation-{++_invocation}", world.Facts.Seconds("functionTimeout"), s_identity);
        try
        {
            var outcome = await environment.Get<FailureBoundary>().RunAsync(environment.Get<EnrichInteraction>(), delivery, CancellationToken.None);
            if (outcome is Outcome.DeadLettered letter)
            {
                if (letter.Reason is FailureReason.Unexpected)
                {
                    throw new InvalidOperationException(letter.Message);
                }

                world.Calls.Of(e.Conversation).Keep(letter.Reason);
            }

            return true;
        }
        catch (EventNotKeptException)
        {
            return false;
        }
    }

    /// <summary>Lambda's on-failure destination, in its wrapped form.</summary>
    private void GiveUp(CallEvent e, string condition)
    {
        var call = world.Calls.Of(e.Conversation);
        call.LetterReason ??= condition;
        call.IsUnderWay = false;
        world.Usage.QueueRequests++;
        world.Letters.Add($$"""{"version":"1.0","timestamp":"{{world.Time.GetUtcNow():O}}","requestContext":{"requestId":"given-up-{{e.Conversation}}","functionArn":"arn:aws:lambda:us-east-1:123456789012:function:EnrichInteraction:live","condition":"{{condition}}","approximateInvokeCount":{{e.Errors + 1}}},"requestPayload":{{e.Text}}}""");
    }
}
