using CrmEnrichment.Http;

namespace CrmEnrichment.Functions;

/// <summary>What a snapshot must not carry over: a token or key in it may be days old when an environment is restored.</summary>
internal static class SnapStart
{
    public static void ForgetCredentialsOnRestore(UpstreamClients clients) =>
        // In full: with the official packages a namespace of this name would hide the class.
        Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(() =>
    {
        clients.ForgetCredentials();
        return ValueTask.CompletedTask;
    });
}
