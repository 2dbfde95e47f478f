using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Tests;

/// <summary>A dead-letter queue that only keeps what is sent to it: whoever does more with it fails the test.</summary>
internal sealed class SentLetters : IDeadLetterQueue
{
    public List<string> Bodies { get; } = [];

    public Task SendAsync(string body, string? targetArn, CancellationToken ct)
    {
        lock (Bodies)
        {
            Bodies.Add(body);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct) => throw new NotSupportedException();

    public Task DeleteAsync(QueuedMessage message, CancellationToken ct) => throw new NotSupportedException();

    public Task HideAsync(IReadOnlyCollection<QueuedMessage> messages, TimeSpan hiddenFor, CancellationToken ct) => throw new NotSupportedException();

    public Task<int> CountAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task ProbeAsync(CancellationToken ct) => Task.CompletedTask;
}
