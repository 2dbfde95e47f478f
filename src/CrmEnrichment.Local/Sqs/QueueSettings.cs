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

    internal static QueueSettings Read(AwsCall call)
    {
        var settings = new QueueSettings();
        foreach (var (name, node) in call.Object("Attributes") ?? [])
        {
            if (!int.TryParse(node?.ToString(), out var number))
            {
                throw SqsErrors.Invalid($"Invalid value for the parameter {name}.");
            }

            settings = name switch
            {
                "VisibilityTimeout" => settings with { Visibility = Seconds(name, number, 0, 43_200) },
                "DelaySeconds" => settings with { Delay = Seconds(name, number, 0, 900) },
                "ReceiveMessageWaitTimeSeconds" => settings with { Wait = Seconds(name, number, 0, 20) },
                "MessageRetentionPeriod" => settings with { Retention = Seconds(name, number, 60, 1_209_600) },
                "MaximumMessageSize" => settings with { MaximumMessageSize = Within(name, number, 1024, MessageSize.Limit) },
                _ => throw SqsErrors.InvalidAttributeName(name),
            };
        }

        return settings;
    }

    internal static TimeSpan Seconds(string name, int number, int low, int high) => TimeSpan.FromSeconds(Within(name, number, low, high));

    internal static int Within(string name, int number, int low, int high) =>
        number >= low && number <= high ? number : throw SqsErrors.OutOfRange(name, number, low, high);
}
