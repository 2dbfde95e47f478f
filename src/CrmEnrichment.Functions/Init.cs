using CrmEnrichment.ColdStart;

namespace CrmEnrichment.Functions;

/// <summary>What is done before the first event: in Lambda's init, or with SnapStart in two parts, before the snapshot and after each restore from it.</summary>
internal static class Init
{
    /// <summary>For a function that somebody waits for.</summary>
    public static void WarmUp(WarmUp warmUp)
    {
        OnRestore(warmUp.ConnectAnewAsync);
        Wait(IsSnapStart ? warmUp.LoadAsync : warmUp.LoadAndConnectAsync);
    }

    /// <summary>For a function that nobody waits for: a replay may find an empty queue and nothing to sign in for, and each health check signs in anew.</summary>
    public static void WarmUpCode(WarmUp warmUp)
    {
        OnRestore(() =>
        {
            warmUp.Forget();
            return Task.CompletedTask;
        });
        Wait(warmUp.LoadAsync);
    }

    private static bool IsSnapStart => Environment.GetEnvironmentVariable("AWS_LAMBDA_INITIALIZATION_TYPE") is "snap-start";

    // In full: with the official packages a namespace of this name would hide the class.
    private static void OnRestore(Func<Task> work) => Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(async () => await work());

    /// <remarks>
    /// A thread that waits is wrong in a handler. Here it is not: nothing else happens in init, Amazon.Lambda.Annotations has no asynchronous place in it
    /// (it runs <see cref="Startup"/> and the function's constructor), and what went on after the constructor would be frozen with the process.
    /// </remarks>
    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
