namespace CrmEnrichment.Local.Lambda;

/// <summary>One invocation on its way through a runtime.</summary>
internal sealed record Invocation(string RequestId, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline, string FunctionArn)
{
    private readonly TaskCompletionSource<RuntimeAnswer?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the runtime has fetched it. Before that it can go to another runtime as if nothing had been.</summary>
    public bool Taken { get; set; }

    /// <summary>An X-Ray trace header, derived from the request id so that retries share it.</summary>
    public string TraceId
    {
        get
        {
            var hex = RequestId.Replace("-", "", StringComparison.Ordinal).PadRight(32, '0');
            return $"Root=1-{hex[..8]}-{hex[8..32]};Parent={hex[..16]};Sampled=0";
        }
    }

    public Task<RuntimeAnswer?> Answer => _answer.Task;

    /// <returns>False when it has been answered already.</returns>
    public bool TryAnswer(RuntimeAnswer answer) => _answer.TrySetResult(answer);
}
