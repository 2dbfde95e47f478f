using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Local.Lambda;

/// <summary>What a deployment would say about a function.</summary>
public sealed record FunctionDefinition
{
    public required string Name { get; init; }

    /// <summary>The program that speaks the Runtime API; a .dll is run with dotnet.</summary>
    public required string Executable { get; init; }

    /// <summary>Which of the executable's functions is meant (ANNOTATIONS_HANDLER). By default the one of the same name.</summary>
    public string? Handler { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>AWS gives ten seconds. Here several runtimes may start at once on a small machine, so the default is kinder.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>How many processes may run at once. Invocations beyond that wait, where AWS would throttle.</summary>
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>Tells the runtime that it is snapshotted after init and restored before the first invocation.</summary>
    public bool SnapStart { get; init; }

    /// <summary>Where an asynchronous invocation goes, wrapped, when all its attempts have failed.</summary>
    public Queue? OnFailure { get; init; }

    /// <summary>The pauses before the second and the third attempt of an asynchronous invocation.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];

    public string Version => SnapStart ? "1" : "$LATEST";

    public string Arn => $"arn:aws:lambda:{Account.Region}:{Account.Id}:function:{Name}";

    /// <summary>Tests put a runtime of their own here, one that lives in the test and speaks HTTP.</summary>
    internal Func<Launch, IRuntimeProcess> Start { get; init; } = FunctionProcess.Start;

    public FunctionDefinition With(string variable, string value) =>
        this with { Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { [variable] = value } };
}
