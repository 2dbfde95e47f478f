using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Lambda;

/// <summary>What the runtime posted: the handler's result, or its error object; or the error object that Lambda writes when the runtime cannot.</summary>
internal sealed record RuntimeAnswer(ReadOnlyMemory<byte> Payload, bool IsError)
{
    public static RuntimeAnswer TimedOut(string requestId, TimeSpan timeout) =>
        Error("Sandbox.Timedout", $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:F2} seconds");

    public static RuntimeAnswer Exited(string requestId, int exitCode) => Error("Runtime.ExitError", exitCode switch
    {
        0 => $"RequestId: {requestId} Error: Runtime exited without providing a reason",
        // A shell's convention, which .NET follows: 128 + the signal, 9 is SIGKILL.
        137 => $"RequestId: {requestId} Error: Runtime exited with error: signal: killed",
        _ => $"RequestId: {requestId} Error: Runtime exited with error: exit status {exitCode}",
    });

    public static RuntimeAnswer ResponseTooLarge() =>
        Error("Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({RuntimeApi.PayloadLimit} bytes).");

    public static byte[] ErrorObject(string type, string message) =>
        System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }.ToJsonString());

    private static RuntimeAnswer Error(string type, string message) => new(ErrorObject(type, message), IsError: true);
}
