using System.Text;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Loopback;

/// <summary>What one of the pretend systems was asked, and what it answered.</summary>
public sealed class RecordedRequest
{
    private readonly TimeProvider _time;
    private readonly long _started;

    private RecordedRequest(HttpRequest request, byte[] body, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        Query = request.QueryString.Value ?? "";
        Headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Content = body;
    }

    public DateTimeOffset StartedAt { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>With its question mark, as it was sent; empty when there was none.</summary>
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

    /// <summary>The operation of an AWS call, such as "AmazonSQS.SendMessage"; null elsewhere.</summary>
    public string? Operation => Headers.GetValueOrDefault("X-Amz-Target");

    public override string ToString() => $"{Method} {Path}{Query} {Operation} → {Status?.ToString() ?? "no answer"}";

    internal static async Task<RecordedRequest> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return new RecordedRequest(request, body.ToArray(), time);
    }

    internal void Complete(int? status)
    {
        Status = status;
        Duration = _time.GetElapsedTime(_started);
    }
}
