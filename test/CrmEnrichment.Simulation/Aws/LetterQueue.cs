using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>A queue of SQS: what was sent first, or came back first, is received first.</summary>
internal sealed class LetterQueue(Scenario scenario, Facts facts, Usage usage, SimulatedTime time) : IDeadLetterQueue
{
    /// <summary>How long a receive waits for a message.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);

    private readonly Dice _dice = new(scenario.Seed, 4);
    private readonly Spread _takes = facts.Aws("queue");
    private readonly Dictionary<string, Message> _messages = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(Message Message, int Turn), (long At, long Number)> _visible = new();
    private long _number;

    public int Count => _messages.Count;

    public IEnumerable<string> Bodies => _messages.Values.Select(message => message.Body);

    /// <summary>Without a call.</summary>
    public void Add(string body)
    {
        var message = new Message($"{++_number}", body, time.GetUtcNow());
        _messages.Add(message.Id, message);
        Show(message, time.GetUtcNow());
    }

    public async Task SendAsync(string body, string? targetArn, CancellationToken ct)
    {
        await CallAsync(ct);
        Add(body);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct)
    {
        await CallAsync(ct);
        var received = Take(most, hiddenFor);
        if (received.Count == 0)
        {
            await Task.Delay(s_wait, time, ct);
            received = Take(most, hiddenFor);
        }

        return received;
    }

    public async Task DeleteAsync(QueuedMessage message, CancellationToken ct)
    {
        await CallAsync(ct);
        _messages.Remove(message.Id);
    }

    public async Task HideAsync(IReadOnlyCollection<QueuedMessage> messages, TimeSpan hiddenFor, CancellationToken ct)
    {
        await CallAsync(ct);
        foreach (var message in messages.Select(held => _messages.GetValueOrDefault(held.Id)).OfType<Message>())
        {
            Show(message, time.GetUtcNow() + hiddenFor);
        }
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        await CallAsync(ct);
        return Count;
    }

    public Task ProbeAsync(CancellationToken ct) => CallAsync(ct);

    private Task CallAsync(CancellationToken ct)
    {
        usage.QueueRequests++;
        return Task.Delay(_dice.Around(_takes), time, ct);
    }

    private List<QueuedMessage> Take(int most, TimeSpan hiddenFor)
    {
        var taken = new List<QueuedMessage>();
        var now = time.GetUtcNow();
        while (taken.Count < most && _visible.TryPeek(out var next, out var when) && when.At <= now.UtcTicks)
        {
            _visible.Dequeue();
            if (next.Turn == next.Message.Turn && _messages.ContainsKey(next.Message.Id))
            {
                Show(next.Message, now + hiddenFor);
                taken.Add(new QueuedMessage(next.Message.Id, $"{next.Message.Id}/{next.Message.Turn}", next.Message.Body, TargetArn: null) { SentAt = next.Message.SentAt });
            }
        }

        return taken;
    }

    private void Show(Message message, DateTimeOffset at) => _visible.Enqueue((message, ++message.Turn), (at.UtcTicks, ++_number));

    private sealed class Message(string id, string body, DateTimeOffset sentAt)
    {
        public string Id => id;

        public string Body => body;

        public DateTimeOffset SentAt => sentAt;

        /// <summary>Earlier places in the order do not count.</summary>
        public int Turn { get; set; }
    }
}
