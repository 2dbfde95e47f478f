using System.Text;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Loopback;

/// <summary>What one of the pretend systems was asked, and what it answered.</summary>
public sealed class RecordedRequest
{
    private readonly TimeProvider _time;
    private readonly long _started;

    private RecordedRequest(string method, string path, string query, IReadOnlyDictionary<string, string> headers, byte[] body, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        (Method, Path, Query, Headers, Content) = (method, path, query, headers, body);
    }

    public DateTimeOffset StartedAt { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>With its question mark, as it was sent, or the arguments of another protocol's command; empty when there was none.</summary>
    public string Query { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public ReadOnlyMemory<byte> Content { get; }

    public string Body => Encoding.UTF8.GetString(Content.Span);

    /// <summary>Null until answered, and for ever when the connection was cut before a status was sent.</summary>
    public int? Status { get; private set; }

    public TimeSpan? Duration { get; private set; }

    /// <summary>A request that this system does not know: the product asked for something nobody planned.</summary>
    public bool Unexpected { get; internal set; }

    /// <summary>The fault that the script put in place of the usual answer.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>Who asked; null for what did not come by HTTP.</summary>
    internal Caller? Caller { get; private init; }

    /// <summary>The operation of an AWS call, such as "AmazonSQS.SendMessage"; null elsewhere.</summary>
    public string? Operation => Headers.GetValueOrDefault("X-Amz-Target");

    public override string ToString() => $"{Method} {Path}{Query} {Operation} → {Status?.ToString() ?? "no answer"}";

    internal static async Task<RecordedRequest> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var connection = request.HttpContext.Connection;
        return new RecordedRequest(
            request.Method, request.Path.Value ?? "/", request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray(), time)
        {
            Caller = new Caller(connection.Id, connection.RemotePort, connection.LocalPort),
        };
    }

    /// <summary>A command of another protocol than HTTP.</summary>
    internal static RecordedRequest Of(string command, string place, string arguments, TimeProvider time) =>
        new(command, place, arguments.Length > 0 ? $" {arguments}" : "", new Dictionary<string, string>(StringComparer.Ordinal), [], time);

    internal void Complete(int? status)
    {
        Status = status;
        Duration = _time.GetElapsedTime(_started);
    }
}
