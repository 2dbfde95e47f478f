using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>A runtime that lives in the test: it speaks the Runtime API over HTTP, and can be killed.</summary>
internal sealed class PlayedRuntime : IRuntimeProcess
{
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlayedRuntime(Launch launch, Func<RuntimeConversation, Task> life) => Exited = LiveAsync(launch, life);

    public int Id => Environment.ProcessId;

    public Task<int> Exited { get; }

    /// <summary>A function whose processes live like this.</summary>
    public static FunctionDefinition Function(Func<RuntimeConversation, Task> life, string name = "Played") => new()
    {
        Name = name,
        Executable = "played",
        // Unlike any retry delay, so that a test can tell the waits apart.
        InitTimeout = TimeSpan.FromSeconds(30),
        Start = launch => new PlayedRuntime(launch, life),
    };

    /// <summary>Answers every invocation with what <paramref name="answer"/> makes of it.</summary>
    public static FunctionDefinition Answering(Func<TakenInvocation, string> answer) => Function(async runtime =>
    {
        while (true)
        {
            var taken = await runtime.NextAsync();
            await runtime.RespondAsync(taken.RequestId, answer(taken));
        }
    });

    public void Kill() => _killed.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
    }

    private async Task<int> LiveAsync(Launch launch, Func<RuntimeConversation, Task> life)
    {
        using var conversation = new RuntimeConversation(launch);
        var living = life(conversation);
        return await Task.WhenAny(living, _killed.Task) == living ? 0 : 137;
    }
}
