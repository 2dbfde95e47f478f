using System.Text.Json;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;
using Shouldly;

namespace CrmEnrichment.Tests.Failures;

/// <summary>A dead-letter queue that takes letters, or refuses them.</summary>
internal sealed class KeptLetters : IDeadLetterQueue
{
    public bool Refuses { get; set; }

    public int RefusesNext { get; set; }

    public int Tried { get; private set; }

    public List<string> Bodies { get; } = [];

    public JsonElement Letter => JsonElement.Parse(Bodies.ShouldHaveSingleItem());

    public Task SendAsync(string body, string? targetArn, CancellationToken ct)
    {
        Tried++;
        if (Refuses || Tried <= RefusesNext)
        {
            throw new UpstreamException("Amazon SQS", UpstreamFault.Unavailable, "Amazon SQS is not available.");
        }

        Bodies.Add(body);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct) => throw new NotSupportedException();

    public Task DeleteAsync(QueuedMessage message, CancellationToken ct) => Task.CompletedTask;

    public Task HideAsync(IReadOnlyCollection<QueuedMessage> messages, TimeSpan hiddenFor, CancellationToken ct) => throw new NotSupportedException();

    public Task<int> CountAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task ProbeAsync(CancellationToken ct) => throw new NotSupportedException();
}
