using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.Senders;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Leads;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Leads;

/// <summary><c>POST /leads</c> and <c>/leads/{source}</c>: a CRM brings leads. They are answered with 202 once the queue has all of them; nobody else is asked.</summary>
/// <remarks>With an API key the body is our JSON. Without one it is a notice of a sender of that source, proved and written in its own way; it tells ids only.</remarks>
public sealed partial class LeadsDoor
{
    private const string Path = "/leads";

    /// <summary>HubSpot waits 5 s, the way here included.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(4);

    /// <summary>Messages that are sent at the same time.</summary>
    private const int MostAtOnce = 10;

    private readonly LeadsOptions _options;
    private readonly string _source;
    private readonly IReadOnlyCollection<string> _sources;
    private readonly CallerAuthentication _callers;
    private readonly RequestRate _rate;
    private readonly IReadOnlyList<NoticeSender> _senders;
    private readonly LeadRequest _reader;
    private readonly IWorkQueue _queue;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<LeadsDoor> _log;

    internal LeadsDoor(
        LeadsOptions options, string source, IReadOnlyCollection<string> sources, CallerAuthentication callers, RequestRate rate, IReadOnlyList<NoticeSender> senders, LeadRequest reader, IWorkQueue queue,
        Metrics metrics, TimeProvider time, ILogger<LeadsDoor> log) =>
        (_options, _source, _sources, _callers, _rate, _senders, _reader, _queue, _metrics, _time, _log) = (options, source, sources, callers, rate, senders, reader, queue, metrics, time, log);

    /// <summary>Reads what senders are known by and reaches the queue, ahead of the first of them.</summary>
    /// <exception cref="UpstreamException">One of them cannot be reached.</exception>
    internal Task ConnectAsync(CancellationToken ct) =>
        Task.WhenAll([_options.KeysSecretId.Length > 0 ? _callers.ConnectAsync(ct) : Task.CompletedTask, _queue.ProbeAsync(ct), .. _senders.Select(sender => sender.ConnectAsync(ct))]);

    /// <returns>Always an answer, in about 4 seconds at most.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        if (request.Body.Length > ReceivedNotice.LongestBody)
        {
            return ApiAnswer.Problem(413, "Too large", $"Send at most {ReceivedNotice.LongestBody} characters.");
        }

        var source = request.Path.Split('/') switch
        {
            ["", "leads"] => _source,
            ["", "leads", var named, .. { Length: <= 1 }] when _sources.Contains(named, StringComparer.Ordinal) => named,
            _ => null,
        };
        if (source is null)
        {
            return ApiAnswer.Problem(404, "Not found", $"The paths are {Path} and {Path}/NAME, with the name of a source of Crm__Sources.");
        }

        if (request.Method is not "POST")
        {
            return ApiAnswer.Problem(405, "Method not allowed", "Use POST.").With("allow", "POST");
        }

        using var limit = TimeLimit.Start(s_budget, _time, ct);
        try
        {
            return await limit.RunAsync(token => HasKey(request) ? TakeAsync(request, source, token) : TakeNoticeAsync(request, source, token));
        }
        catch (UpstreamException e)
        {
            return Lost(e.Message);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            return Lost($"It was not taken within {s_budget.TotalSeconds:0} s.");
        }
    }

    private static bool HasKey(ApiRequest request) => (request.Header("x-api-key") ?? request.Header("authorization")) is not null;

    private async Task<ApiAnswer> TakeAsync(ApiRequest request, string source, CancellationToken ct)
    {
        if (await _callers.RecogniseAsync(request, ct) is not { } caller)
        {
            return Refuse("the API key is not one of the secret Leads__KeysSecretId");
        }

        if (await _rate.CountAsync(caller with { Name = $"leads/{caller.Name}" }, ct) is { } wait)
        {
            Count(LeadRequestResult.Throttled);
            return ApiAnswer.Problem(429, "Too many requests", $"At most {_rate.PerMinute} requests in a minute. Send up to {LeadRequest.Most} leads in one, and wait as long as Retry-After says.").After(wait);
        }

        var (leads, problem) = _reader.Read(request, source, _time.GetUtcNow());
        if (problem is not null)
        {
            Count(LeadRequestResult.Unreadable);
            return problem;
        }

        return await QueueAsync(leads, caller.Name, ct);
    }

    private async Task<ApiAnswer> TakeNoticeAsync(ApiRequest request, string source, CancellationToken ct)
    {
        var notice = request.ToNotice(_options.PublicUrl, request.Path.Split('/').ElementAtOrDefault(3));
        var (sender, reading) = await _senders.Where(sender => string.Equals(sender.Source, source, StringComparison.Ordinal)).ReadAsync(notice, ct);
        switch (reading)
        {
            case NoticeReading.Unreadable unreadable:
                Count(LeadRequestResult.Unreadable);
                return ApiAnswer.Bad(unreadable.Field, unreadable.Fix);
            case NoticeReading.Told told:
                var now = _time.GetUtcNow();
                var answer = await QueueAsync([.. told.Changes.Select(change => new LeadEvent(source, change.Id, new Dictionary<string, string>(StringComparer.Ordinal), now))], source, ct);

                // Salesforce waits for words of its own.
                var done = sender!.Scheme.Done;
                return done.ContentType is "application/json" ? answer : new ApiAnswer(done.Status, done.Body, done.ContentType);
            case NoticeReading.Refused { Why: { Length: > 0 } why }:
                return Refuse(why);
            default:
                return Refuse("no API key, and Leads__Senders names no sender of this source");
        }
    }

    private async Task<ApiAnswer> QueueAsync(IReadOnlyList<LeadEvent> leads, string sender, CancellationToken ct)
    {
        // Who repeats a request that was taken in part does no harm: each lead is done once.
        await Parallel.ForEachAsync(
            leads, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = ct }, async (lead, token) => await _queue.SendAsync(new(lead.ToJson(), TimeSpan.Zero), token));
        Queued(_log, leads.Count, sender);
        Count(LeadRequestResult.Queued);
        return new ApiAnswer(202, ApiAnswer.Write(json =>
        {
            json.WriteString("status", "queued");
            json.WriteNumber("leads", leads.Count);
        }));
    }

    private ApiAnswer Refuse(string why)
    {
        Refused(_log, why);
        Count(LeadRequestResult.Refused);
        return ApiAnswer.Problem(401, "Unauthorized", "Show an API key, or sign the request and its time, as docs/vicidial.md says.").With("www-authenticate", "Bearer");
    }

    private ApiAnswer Lost(string reason)
    {
        NotQueued(_log, reason);
        Count(LeadRequestResult.NotQueued);
        return ApiAnswer.Problem(503, "Not available", "Send it again later.").After(TimeSpan.FromSeconds(10));
    }

    private void Count(string result) => _metrics.Count(MetricNames.LeadRequests, "Result", result);

    [LoggerMessage(650, LogLevel.Information, "Leads taken into the queue: {Leads}, from {Sender}")]
    private static partial void Queued(ILogger log, int leads, string sender);

    [LoggerMessage(651, LogLevel.Warning, "Leads refused: {Reason}")]
    private static partial void Refused(ILogger log, string reason);

    [LoggerMessage(652, LogLevel.Error, "Leads not taken; the sender is asked to send them again: {Reason}")]
    private static partial void NotQueued(ILogger log, string reason);
}
