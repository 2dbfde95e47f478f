using System.Collections.Concurrent;
using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Local.Lambda.EventSources;

/// <summary>Carries a queue's messages to its function, as long as the cloud runs. What the function handled is deleted; the rest comes back after its visibility timeout.</summary>
internal sealed class Poller : IAsyncDisposable
{
    /// <summary>Without a limit of the mapping's own: so many batches may wait for the function, whose own limit then decides.</summary>
    private const int Unlimited = 1_000;

    private readonly EventSourceMapping _mapping;
    private readonly Func<string, Function?> _find;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Task, bool> _busy = new();
    private readonly Task _polling;

    /// <param name="find">The function as it is deployed at that moment.</param>
    public Poller(EventSourceMapping mapping, Func<string, Function?> find)
    {
        (_mapping, _find) = (mapping, find);
        _slots = new SemaphoreSlim(mapping.MaximumConcurrency ?? Unlimited);
        _polling = PollAsync(_closing.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_busy.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _slots.Dispose();
        _closing.Dispose();
    }

    private async Task PollAsync(CancellationToken ct)
    {
        while (true)
        {
            await _slots.WaitAsync(ct);
            var messages = await _mapping.Queue.ReceiveAsync(_mapping.BatchSize, _mapping.Queue.Settings.Visibility, wait: null, ct);
            var delivery = DeliverAsync(messages, ct);
            _busy[delivery] = true;
            _ = delivery.ContinueWith(
                done =>
                {
                    _busy.TryRemove(done, out _);
                    _slots.Release();
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    private async Task DeliverAsync(IReadOnlyList<ReceivedMessage> messages, CancellationToken ct)
    {
        foreach (var batch in SqsBatch.Of(messages, _mapping.Queue))
        {
            // After a failure the rest is not tried: it may be of the same group.
            if (!await TryAsync(batch, ct))
            {
                return;
            }
        }
    }

    /// <returns>Whether all of the batch was handled.</returns>
    private async Task<bool> TryAsync(SqsBatch batch, CancellationToken ct)
    {
        InvocationResult result;
        try
        {
            if (_find(_mapping.Function) is not { } function)
            {
                return false;
            }

            result = await function.InvokeAsync(batch.Payload, ct);
        }
        catch (Exception e) when (e is ObjectDisposedException or ArgumentException)
        {
            // Another definition took the function's place meanwhile, or one message is larger than any invocation: it was not delivered.
            return false;
        }

        if (!result.Succeeded)
        {
            return false;
        }

        string[] ids = [.. batch.Messages.Select(message => message.Id)];
        var failed = _mapping.ReportBatchItemFailures ? BatchItemFailures.Read(result.Payload, ids) : [];
        foreach (var message in batch.Messages.Where(message => !failed.Contains(message.Id, StringComparer.Ordinal)))
        {
            Delete(message);
        }

        return failed.Count == 0;
    }

    private void Delete(ReceivedMessage message)
    {
        try
        {
            _mapping.Queue.Delete(message.Receipt);
        }
        catch (Aws.AwsException)
        {
            // Of a FIFO queue: its time was over before the function answered, and it is delivered again.
        }
    }
}
