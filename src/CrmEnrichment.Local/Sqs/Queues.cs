using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Sqs;

/// <summary>The account's queues.</summary>
public sealed partial class Queues
{
    private readonly ConcurrentDictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal Queues(TimeProvider time) => _time = time;

    /// <summary>Where queue URLs point. Set once the endpoint listens.</summary>
    internal Uri Endpoint { get; set; } = new("http://127.0.0.1/");

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Queue> All => [.. _queues.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal)];

    public Queue this[string name] => _queues.TryGetValue(name, out var queue) ? queue : throw SqsErrors.NoSuchQueue();

    /// <summary>Creates the queue, or returns the one of that name when it has the same settings.</summary>
    public Queue Create(string name, QueueSettings? settings = null)
    {
        settings ??= new QueueSettings();
        if (!(settings.Fifo ? ValidFifoName() : ValidName()).IsMatch(name))
        {
            throw SqsErrors.Invalid(settings.Fifo
                ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length"
                : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }

        var deadLetters = settings.Redrive is { } redrive ? DeadLettersOf(redrive, settings.Fifo) : null;
        var queue = _queues.GetOrAdd(name, n => new Queue(
            n, new Uri(Endpoint, $"{Account.Id}/{n}"), $"arn:aws:sqs:{Account.Region}:{Account.Id}:{n}", settings, deadLetters, _time));
        return queue.Settings == settings ? queue : throw SqsErrors.QueueExists(name);
    }

    /// <summary>A queue URL names the queue by its path; which host it was reached under does not matter.</summary>
    internal Queue ByUrl(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        ? parsed.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [Account.Id, var name] ? this[name] : throw SqsErrors.NoSuchQueue()
        : throw (url is null ? SqsErrors.Missing("QueueUrl") : SqsErrors.NoSuchQueue());

    private Queue DeadLettersOf(RedrivePolicy redrive, bool fifo)
    {
        var target = _queues.Values.FirstOrDefault(queue => string.Equals(queue.Arn, redrive.DeadLetterTargetArn, StringComparison.Ordinal))
            ?? throw SqsErrors.InvalidRedrivePolicy(redrive.Json.ToJsonString(), "Dead letter target does not exist.");
        return target.Settings.Fifo == fifo
            ? target
            : throw SqsErrors.InvalidRedrivePolicy(redrive.Json.ToJsonString(), "Dead-letter queue must be same type of queue as the source.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,75}\.fifo$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ValidFifoName();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ValidName();
}
