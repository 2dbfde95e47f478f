using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Vicidial;

/// <summary>The door for VICIdial's Start and Dispo Call URLs: <c>GET|POST /{secret}/webhook/call_start</c> and <c>…/call_end</c>. What is told goes into a queue, and nobody else is asked.</summary>
/// <remarks>An agent's screen waits for the answer, and VICIdial never sends a URL again. So <c>OK</c> means that the queue has it.</remarks>
public sealed partial class VicidialDoor
{
    internal const string Name = "VicidialCalls";

    /// <summary>Two attempts of the queue. VICIdial's own patience is a minute, the agent's is shorter.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly VicidialOptions _options;
    private readonly SharedSecret _secret;
    private readonly IWorkQueue _queue;
    private readonly Func<CallEvent, bool> _isMapped;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<VicidialDoor> _log;

    internal VicidialDoor(VicidialOptions options, ISecrets secrets, IWorkQueue queue, Func<CallEvent, bool> isMapped, Metrics metrics, TimeProvider time, ILogger<VicidialDoor> log)
    {
        (_options, _queue, _isMapped, _metrics, _time, _log) = (options, queue, isMapped, metrics, time, log);
        _secret = new(Name, options.SecretId, secrets, time, log);
    }

    /// <summary>Reads the secret and reaches the queue, ahead of the first call.</summary>
    /// <exception cref="UpstreamException">One of them cannot be reached.</exception>
    internal Task ConnectAsync(CancellationToken ct) => Task.WhenAll(_secret.ConnectAsync(ct), _queue.ProbeAsync(ct));

    /// <returns>Always an answer, in about five seconds at most.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        using var limit = TimeLimit.Start(s_longest, _time, ct);
        try
        {
            return await limit.RunAsync(token => AnswerInTimeAsync(request, token));
        }
        catch (UpstreamException e)
        {
            return Lost(e.Message);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            return Lost($"It was not taken within {s_longest.TotalSeconds:0} s.");
        }
    }

    private async Task<ApiAnswer> AnswerInTimeAsync(ApiRequest request, CancellationToken ct)
    {
        if (request.Path.Split('/') is not ["", var secret, "webhook", "call_start" or "call_end"])
        {
            return Text(404, "NOT_FOUND");
        }

        if (!_options.Allows(request.SourceAddress) || !await _secret.HoldsAsync(secret, ct))
        {
            Refused(_log);
            Count(CallResult.Refused);
            return Text(404, "NOT_FOUND");
        }

        var query = $"{request.Query}{(request.Query.Length > 0 && request.Body.Length > 0 ? "&" : "")}{request.Body}";
        return request.Method is not ("GET" or "POST") ? Text(405, "METHOD_NOT_ALLOWED").With("allow", "GET, POST")
            : query.Length > CallQuery.Longest ? Text(413, "TOO_LONG")
            : await TakeAsync(request.Path.EndsWith("call_start", StringComparison.Ordinal) ? CallKind.Start : CallKind.End, CallQuery.Read(query), ct);
    }

    private async Task<ApiAnswer> TakeAsync(CallKind kind, CallQuery query, CancellationToken ct)
    {
        if (query.HasPassword)
        {
            Password(_log);
            Count(CallResult.Password);
            return Text(400, "PASSWORD_IN_URL");
        }

        var call = CallEvent.Of(kind, query, _time.GetUtcNow());
        if (kind is CallKind.Start ? (call.VendorCode ?? call.LeadId) is null : call.VendorCode is null || call.Disposition is null)
        {
            Missing(_log, kind, call.VendorCode is null ? CallField.VendorCode : CallField.Disposition);
            Count(CallResult.MissingData);
            return Text(400, "MISSING_DATA");
        }

        await _queue.SendAsync(new(call.ToJson(), TimeSpan.Zero, CallIdentity.Record(call), CallIdentity.DeduplicationId(call)), ct);
        var isMapped = kind is CallKind.Start || _isMapped(call);
        Count(isMapped ? CallResult.Queued : CallResult.Unmapped);
        return Text(200, isMapped ? "OK" : "UNMAPPED_DISPO");
    }

    private ApiAnswer Lost(string reason)
    {
        NotQueued(_log, reason);
        Count(CallResult.NotQueued);
        return Text(503, "NOT_AVAILABLE");
    }

    private void Count(string result) => _metrics.Count(MetricNames.CallUrls, "Result", result);

    private static ApiAnswer Text(int status, string body) => new(status, body, "text/plain");

    [LoggerMessage(630, LogLevel.Warning, "Call URL refused: the secret in its path is wrong, or Vicidial__AllowedAddresses does not hold the caller's address")]
    private static partial void Refused(ILogger log);

    [LoggerMessage(631, LogLevel.Error, "Call URL refused: it holds the agent's password, and nothing of it was kept. Remove --A--pass--B-- from the campaign's URL, and give the agent a new password.")]
    private static partial void Password(ILogger log);

    [LoggerMessage(632, LogLevel.Warning, "Call URL ({Kind}) without {Field}: nothing was kept. Check the campaign's URL, and that the lead has a vendor code.")]
    private static partial void Missing(ILogger log, CallKind kind, string field);

    [LoggerMessage(633, LogLevel.Critical, "Call not kept, and VICIdial does not send it again: {Reason}")]
    private static partial void NotQueued(ILogger log, string reason);
}
