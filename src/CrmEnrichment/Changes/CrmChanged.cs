using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.Senders;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Changes;

/// <summary><c>POST /crm/changes/{source}</c>: a CRM tells that records have changed. It is answered with 2xx only when everything is done; else the sender repeats it.</summary>
/// <remarks>No letter is written here: senders repeat what was not taken, and a later look-up asks the CRM anyway once the cached answer is old.</remarks>
public sealed partial class CrmChanged
{
    public const string Path = "/crm/changes/";

    /// <summary>HubSpot waits 5 s, the way here included.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(4);

    private readonly ChangesOptions _options;
    private readonly IReadOnlyList<NoticeSender> _senders;
    private readonly ChangeEffects _effects;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<CrmChanged> _log;

    internal CrmChanged(ChangesOptions options, IReadOnlyList<NoticeSender> senders, ChangeEffects effects, Metrics metrics, TimeProvider time, ILogger<CrmChanged> log) =>
        (_options, _senders, _effects, _metrics, _time, _log) = (options, senders, effects, metrics, time, log);

    /// <returns>Always an answer, in about 4 seconds at most.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        if (request.Body.Length > ReceivedNotice.LongestBody)
        {
            return ApiAnswer.Problem(413, "Too large", $"Send at most {ReceivedNotice.LongestBody} characters.");
        }

        var parts = request.Path.StartsWith(Path, StringComparison.Ordinal) ? request.Path[Path.Length..].Split('/') : [];
        var senders = parts.Length is 1 or 2 ? _senders.Where(sender => string.Equals(sender.Source, parts[0], StringComparison.Ordinal)).ToList() : [];
        return senders.Count == 0 ? ApiAnswer.Problem(404, "Not found", $"The path is {Path}NAME, with the name of a source that Changes__Senders names.")
            : request.Method is not "POST" ? ApiAnswer.Problem(405, "Method not allowed", "Use POST.").With("allow", "POST")
            : await TakeInTimeAsync(senders, request.ToNotice(_options.PublicUrl, parts.ElementAtOrDefault(1)), ct);
    }

    private async Task<ApiAnswer> TakeInTimeAsync(List<NoticeSender> senders, ReceivedNotice notice, CancellationToken ct)
    {
        var source = senders[0].Source;
        using var limit = TimeLimit.Start(s_budget, _time, ct);
        try
        {
            return await limit.RunAsync(token => TakeAsync(senders, notice, token));
        }
        catch (UpstreamException e)
        {
            return Failed(source, e.Message);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            return Failed(source, $"It was not done within {limit.Length.TotalSeconds:0.#} s.");
        }
    }

    private async Task<ApiAnswer> TakeAsync(List<NoticeSender> senders, ReceivedNotice notice, CancellationToken ct)
    {
        var (sender, reading) = await senders.ReadAsync(notice, ct);
        switch (reading)
        {
            case NoticeReading.Refused refused:
                Refused(_log, senders[0].Source, refused.Why);
                Count(ChangeResult.Refused);
                return ApiAnswer.Problem(401, "Unauthorized", "Sign the request and its time as docs/crm-changes.md says.");
            case NoticeReading.Unreadable unreadable:
                Unreadable(_log, sender!.Source, unreadable.Field, unreadable.Fix);
                Count(ChangeResult.Unreadable);
                return ApiAnswer.Bad(unreadable.Field, unreadable.Fix);
            case NoticeReading.Told told:
                return await ApplyAsync(sender!, told, ct);
            default:
                throw new InvalidOperationException($"A notice was read as {reading.GetType().Name}.");
        }
    }

    private async Task<ApiAnswer> ApplyAsync(NoticeSender sender, NoticeReading.Told told, CancellationToken ct)
    {
        var failures = await _effects.ApplyAsync(sender.Source, told.Changes, ct);
        if (failures.Count > 0)
        {
            return Failed(sender.Source, string.Join(' ', failures.Select(failure => failure.Message).Distinct(StringComparer.Ordinal)));
        }

        Done(_log, sender.Source, told.Changes.Count, told.Ignored);
        Count(ChangeResult.Done);
        _metrics.Count(MetricNames.CrmChanges, told.Changes.Count, "Source", sender.Source);
        return new ApiAnswer(sender.Scheme.Done.Status, sender.Scheme.Done.Body, sender.Scheme.Done.ContentType);
    }

    private ApiAnswer Failed(string source, string reason)
    {
        NotDone(_log, source, reason);
        Count(ChangeResult.Failed);
        return ApiAnswer.Problem(503, "Not available", "Send it again later.").After(TimeSpan.FromSeconds(10));
    }

    private void Count(string result) => _metrics.Count(MetricNames.CrmChangeNotices, "Result", result);

    [LoggerMessage(620, LogLevel.Information, "Changes taken in from {Source}: {Changes} records; {Ignored} changes of other kinds ignored")]
    private static partial void Done(ILogger log, string source, int changes, int ignored);

    [LoggerMessage(621, LogLevel.Warning, "Notice of a change in {Source} refused: {Reason}")]
    private static partial void Refused(ILogger log, string source, string reason);

    [LoggerMessage(622, LogLevel.Warning, "Notice of a change in {Source} cannot be read: {Field}. {Fix}")]
    private static partial void Unreadable(ILogger log, string source, string field, string fix);

    [LoggerMessage(623, LogLevel.Warning, "Change in {Source} not taken in; the sender is asked to send it again: {Reason}")]
    private static partial void NotDone(ILogger log, string source, string reason);
}
