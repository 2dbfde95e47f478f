using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.ScreenPop.Access;
using CrmEnrichment.Web.ScreenPop.Asking;
using CrmEnrichment.Web.ScreenPop.Page;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.ScreenPop;

/// <summary><c>GET /screenpop</c> and <c>/{key}/screenpop</c>: a page with what the agent needs to know of a caller; and its rest, its style and its script below that path.</summary>
/// <remarks>No letter is written here: nothing is lost by a page that fails, and the agent opens it again.</remarks>
public sealed partial class ScreenPopDoor
{
    private const string Name = "screenpop";

    /// <summary>Of the budget; it is for the page.</summary>
    private const double Reserve = 0.1;

    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(75);

    private readonly ScreenPopOptions _options;
    private readonly CustomersOptions _customers;
    private readonly ScreenPopAccess _access;
    private readonly RequestRate _rate;
    private readonly CustomerSearch _search;
    private readonly VendorCodes _codes;
    private readonly PopPage _page;
    private readonly PhoneNumberReader _numbers;
    private readonly ProcessStart _start;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ScreenPopDoor> _log;

    internal ScreenPopDoor(
        ScreenPopOptions options, CustomersOptions customers, ScreenPopAccess access, RequestRate rate, CustomerSearch search, VendorCodes codes, PopPage page, PhoneNumberReader numbers, ProcessStart start, Metrics metrics, TimeProvider time,
        ILogger<ScreenPopDoor> log) => (_options, _customers, _access, _rate, _search, _codes, _page, _numbers, _start, _metrics, _time, _log) = (options, customers, access, rate, search, codes, page, numbers, start, metrics, time, log);

    /// <returns>Always an answer, within the budget and a little more.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        var (key, part) = request.Path.Split('/') switch
        {
            ["", Name] => (null, ""),
            ["", Name, var below] => (null, below),
            ["", var secret, Name] => (secret, ""),
            ["", var secret, Name, var below] => (secret, below),
            _ => (null, null),
        };
        if (part is not ("" or PopPage.Rest) && (part is null || PageFiles.Find(part) is null))
        {
            return ApiAnswer.Problem(404, "Not found", "The path is /screenpop, or /{key}/screenpop.");
        }

        if (request.Method is not "GET")
        {
            return ApiAnswer.Problem(405, "Method not allowed", "Use GET.").With("allow", "GET");
        }

        if (PageFiles.Find(part) is { } file)
        {
            return file;
        }

        var kind = part.Length == 0 ? PopKind.Whole : PopKind.Rest;
        var (answer, result) = await AnswerInTimeAsync(kind, key, request.QueryParameters(), ct);
        _metrics.Count(MetricNames.ScreenPops, "Result", result);
        return answer;
    }

    private async Task<(ApiAnswer Answer, string Result)> AnswerInTimeAsync(PopKind kind, string? key, IReadOnlyList<(string Name, string Value)> query, CancellationToken ct)
    {
        // Its own start must not make the first page of a process fail.
        var budget = TimeSpan.FromMilliseconds(_start.IsUnderWay ? Math.Max(_options.BudgetMs, _customers.DeadlineMs) : _options.BudgetMs);
        using var limit = TimeLimit.Start(budget + s_grace, _time, ct);
        using var deadline = Deadline.Start(budget, _time);
        try
        {
            // Elsewhere, so that the page leaves in time even if something does not listen to the token, or keeps its thread.
            return await limit.RunAsync(token => Task.Run(() => AnswerAsync(kind, key, query, budget * Reserve, token), token));
        }
        catch (UpstreamException e)
        {
            NotAnswered(_log, e.Message);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            NotAnswered(_log, "The time was up.");
        }
        catch (Exception e)
        {
            // A catch-all, as in ApiRouter: an agent waits, and there is no event to keep.
            Unexpected(_log, e);
        }

        return (_page.Message(kind, 503, "Not available", "The customer could not be looked up in time. Try again in a moment."), ScreenPopResult.Failed);
    }

    private async Task<(ApiAnswer Answer, string Result)> AnswerAsync(PopKind kind, string? key, IReadOnlyList<(string Name, string Value)> query, TimeSpan reserve, CancellationToken ct)
    {
        var asker = await _access.RecogniseAsync(key, query, ct);
        if (asker is not ScreenPopAsker.Known { Caller: var caller, IsByLink: var isByLink })
        {
            return asker == ScreenPopAsker.TooLate
                ? (_page.Message(kind, 401, "This link has expired", "Open the page again from the script or the dialler."), ScreenPopResult.Refused)
                : (_page.Message(kind, 401, "Not allowed", "The key or the signature in the address is missing or wrong. docs/screen-pop.md says what the address looks like."), ScreenPopResult.Refused);
        }

        if (await _rate.CountAsync(caller, ct) is { } wait)
        {
            return (_page.Message(kind, 429, "Too many requests", $"At most {_rate.PerMinute} pages in a minute. Try again in a moment.").After(wait), ScreenPopResult.Throttled);
        }

        var (request, problem) = PopRequest.Read(query, isByLink, _numbers);
        if (request is null)
        {
            return (_page.Message(kind, 400, "The address is wrong", problem!), ScreenPopResult.Unreadable);
        }

        var requester = new Requester(caller.Name, caller.Audience, request.InteractionId) { Chooses = true };
        var isFirst = kind is PopKind.Whole && !request.All;
        using var inTime = Deadline.Start(Deadline.Left > reserve ? Deadline.Left - reserve : TimeSpan.Zero, _time);
        var sighting = await _search.FindAsync(request, await RecordAsync(request, ct), requester, isFirst ? TimeSpan.FromMilliseconds(_options.FirstMs) : null, ct);
        return (_page.Of(kind, request, sighting), ScreenPopResult.Of(sighting));
    }

    /// <returns>Null for a short code that we did not give, as for none: the number says who it is.</returns>
    private async ValueTask<CustomerRef?> RecordAsync(PopRequest request, CancellationToken ct) =>
        request.RecordCode is { } code && await _codes.FindAsync(code, ct) is { } record ? new CustomerRef(record.Source, record.Id) : null;

    [LoggerMessage(521, LogLevel.Warning, "Screen pop not answered. {Reason}")]
    private static partial void NotAnswered(ILogger log, string reason);

    [LoggerMessage(522, LogLevel.Error, "Screen pop failed because of a bug")]
    private static partial void Unexpected(ILogger log, Exception e);
}
