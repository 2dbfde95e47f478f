using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Local.Lambda;

/// <summary>How one invocation ended, as Lambda's Invoke API tells it.</summary>
/// <param name="FunctionError">"Unhandled", or null for success: also for a handler that returned an object that describes an error.</param>
/// <param name="Payload">The handler's result, or the error object.</param>
/// <param name="Duration">From the hand-over to the runtime to its answer, without the start of the process.</param>
/// <param name="InitDuration">The start of the process up to its first request for work; null on a warm one.</param>
public sealed record InvocationResult(
    string RequestId, string? FunctionError, ReadOnlyMemory<byte> Payload, TimeSpan Duration, TimeSpan? InitDuration, InvocationLog Log, string Version)
{
    public bool Succeeded => FunctionError is null;

    public string Text => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>The errorType of the error object, such as "Sandbox.Timedout" or the name of an exception.</summary>
    public string? ErrorType => Member("errorType");

    public string? ErrorMessage => Member("errorMessage");

    private string? Member(string name)
    {
        if (Succeeded)
        {
            return null;
        }

        using var error = JsonDocument.Parse(Payload);
        return error.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
