namespace CrmEnrichment.Local.Lambda;

/// <summary>One invocation on its way through a runtime.</summary>
internal sealed record Invocation(string RequestId, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline, string FunctionArn)
{
    private readonly TaskCompletionSource<RuntimeAnswer?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the runtime has fetched it. Before that it can go to another runtime as if nothing had been.</summary>
    public bool Taken { get; set; }

    public Task<RuntimeAnswer?> Answer => _answer.Task;

    /// <returns>False when it has been answered already.</returns>
    public bool TryAnswer(RuntimeAnswer answer) => _answer.TrySetResult(answer);
}
