using System.Collections.Concurrent;

namespace Amazon.Lambda.Core;

/// <summary>Hooks around a SnapStart snapshot; without SnapStart they never run.</summary>
public static class SnapshotRestore
{
    private static readonly ConcurrentQueue<Func<ValueTask>> BeforeSnapshot = new();
    private static readonly ConcurrentQueue<Func<ValueTask>> AfterRestore = new();

    /// <summary>Runs before the snapshot is taken; of several hooks the last registered runs first.</summary>
    public static void RegisterBeforeSnapshot(Func<ValueTask> beforeSnapshotAction) => BeforeSnapshot.Enqueue(beforeSnapshotAction);

    /// <summary>Runs in each environment that is restored from the snapshot, in the order of registration.</summary>
    public static void RegisterAfterRestore(Func<ValueTask> afterRestoreAction) => AfterRestore.Enqueue(afterRestoreAction);

    internal static void CopyBeforeSnapshotCallbacksToRegistry(Action<Func<ValueTask>> register) => Move(BeforeSnapshot, register);

    internal static void CopyAfterRestoreCallbacksToRegistry(Action<Func<ValueTask>> register) => Move(AfterRestore, register);

    private static void Move(ConcurrentQueue<Func<ValueTask>> hooks, Action<Func<ValueTask>> register)
    {
        while (hooks.TryDequeue(out var hook))
        {
            register(hook);
        }
    }
}
