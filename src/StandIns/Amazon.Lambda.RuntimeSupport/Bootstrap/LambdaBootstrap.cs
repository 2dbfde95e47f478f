using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using SnapshotRestore.Registry;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a custom runtime: ask for the next event, run the handler, answer.</summary>
public class LambdaBootstrap : IDisposable
{
    private readonly LambdaBootstrapHandler _handler;
    private readonly RuntimeApiClient _client;
    private readonly bool _isSnapStart = IsSet("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

    internal LambdaBootstrap(LambdaBootstrapHandler handler, ILambdaSerializer? serializer, LambdaBootstrapOptions options)
    {
        _handler = handler;
        _client = new RuntimeApiClient(options, serializer);
    }

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_isSnapStart && !await PassSnapshotAsync(cancellationToken))
        {
            return;
        }

        // For debuggers and profilers: one event, then a clean end of the process.
        var runOnce = IsSet("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE", "true");
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken);
                if (runOnce)
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The long poll for the next event ran out: ask again.
            }
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }
    }

    private static bool IsSet(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        using var invocation = await _client.GetNextInvocationAsync(cancellationToken);
        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception e)
        {
            LambdaConsoleLogger.LogUnhandled(e, invocation.LambdaContext.AwsRequestId);
            await _client.ReportInvocationErrorAsync(invocation.LambdaContext.AwsRequestId, e, cancellationToken);
            return;
        }

        await using var output = response.OutputStream;
        await _client.SendResponseAsync(invocation.LambdaContext.AwsRequestId, output, cancellationToken);
    }

    /// <summary>Lambda takes the snapshot while restore/next is pending, so that its answer is the first thing a restored copy sees.</summary>
    private async Task<bool> PassSnapshotAsync(CancellationToken cancellationToken)
    {
        var hooks = new RestoreHooksRegistry();
        Core.SnapshotRestore.CopyBeforeSnapshotCallbacksToRegistry(hooks.RegisterBeforeSnapshot);
        Core.SnapshotRestore.CopyAfterRestoreCallbacksToRegistry(hooks.RegisterAfterRestore);
        try
        {
            await hooks.InvokeBeforeSnapshotCallbacks();
            await _client.RestoreNextAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LambdaConsoleLogger.LogUnhandled(e, null);
            await _client.ReportInitializationErrorAsync(e, "Runtime.BeforeSnapshotError", cancellationToken);
            return false;
        }

        try
        {
            await hooks.InvokeAfterRestoreCallbacks();
            return true;
        }
        catch (Exception e)
        {
            LambdaConsoleLogger.LogUnhandled(e, null);
            await _client.ReportRestoreErrorAsync(e, "Runtime.AfterRestoreError", cancellationToken);
            return false;
        }
    }
}
