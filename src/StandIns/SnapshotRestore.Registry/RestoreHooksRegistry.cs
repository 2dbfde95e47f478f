using System.Collections.Concurrent;

namespace SnapshotRestore.Registry;

/// <summary>The hooks around a snapshot: what was set up last is taken down first, and set up again in the first order.</summary>
public class RestoreHooksRegistry
{
    private readonly ConcurrentStack<Func<ValueTask>> _beforeSnapshot = new();
    private readonly ConcurrentQueue<Func<ValueTask>> _afterRestore = new();

    public void RegisterBeforeSnapshot(Func<ValueTask> func) => _beforeSnapshot.Push(func);

    public void RegisterAfterRestore(Func<ValueTask> func) => _afterRestore.Enqueue(func);

    public async Task InvokeBeforeSnapshotCallbacks()
    {
        while (_beforeSnapshot.TryPop(out var hook))
        {
            await hook();
        }
    }

    public async Task InvokeAfterRestoreCallbacks()
    {
        while (_afterRestore.TryDequeue(out var hook))
        {
            await hook();
        }
    }
}
