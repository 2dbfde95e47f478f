using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>The attributes a queue is created with, and their defaults.</summary>
public sealed record QueueSettings
{
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(4);

    public int MaximumMessageSize { get; init; } = MessageSize.Limit;

    /// <summary>In order within each message group, and each deduplication id once; its name ends in <c>.fifo</c>.</summary>
    public bool Fifo { get; init; }

    /// <summary>Of a FIFO queue: a message without a deduplication id takes the hash of its body.</summary>
    public bool ContentBasedDeduplication { get; init; }

    public RedrivePolicy? Redrive { get; init; }

    internal static QueueSettings Read(AwsCall call)
    {
        var settings = new QueueSettings();
        foreach (var (name, node) in call.Object("Attributes") ?? [])
        {
            var text = node?.ToString() ?? "";
            settings = name switch
            {
                "VisibilityTimeout" => settings with { Visibility = Seconds(name, Number(name, text), 0, 43_200) },
                "DelaySeconds" => settings with { Delay = Seconds(name, Number(name, text), 0, 900) },
                "ReceiveMessageWaitTimeSeconds" => settings with { Wait = Seconds(name, Number(name, text), 0, 20) },
                "MessageRetentionPeriod" => settings with { Retention = Seconds(name, Number(name, text), 60, 1_209_600) },
                "MaximumMessageSize" => settings with { MaximumMessageSize = Within(name, Number(name, text), 1024, MessageSize.Limit) },
                "RedrivePolicy" => settings with { Redrive = RedrivePolicy.Read(text) },
                // SQS knows neither of a standard queue, whatever the value.
                "FifoQueue" when Flag(name, text) => settings with { Fifo = true },
                "ContentBasedDeduplication" when Flag(name, text) is var on => settings with { ContentBasedDeduplication = on },
                _ => throw SqsErrors.InvalidAttributeName(name),
            };
        }

        return settings is { ContentBasedDeduplication: true, Fifo: false } ? throw SqsErrors.InvalidAttributeName(nameof(ContentBasedDeduplication)) : settings;
    }

    private static int Number(string name, string text) => int.TryParse(text, out var number) ? number : throw SqsErrors.Invalid($"Invalid value for the parameter {name}.");

    private static bool Flag(string name, string text) => bool.TryParse(text, out var flag) ? flag : throw SqsErrors.Invalid($"Invalid value for the parameter {name}.");

    internal static TimeSpan Seconds(string name, int number, int low, int high) => TimeSpan.FromSeconds(Within(name, number, low, high));

    internal static int Within(string name, int number, int low, int high) =>
        number >= low && number <= high ? number : throw SqsErrors.OutOfRange(name, number, low, high);
}
