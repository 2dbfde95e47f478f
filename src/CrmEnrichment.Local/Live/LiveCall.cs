using System.Text;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Live;

/// <summary>One invocation with all its attempts, as it goes on. Not for several threads.</summary>
internal sealed class LiveCall
{
    /// <summary>Of one call: a replay asks for thousands of letters.</summary>
    private const int MostAsked = 100;

    private const int LongestLine = 1_000;

    private readonly DateTimeOffset _at;
    private readonly string _function;
    private readonly string _cameIn;
    private readonly Dictionary<string, string> _facts;
    private readonly List<(Asked Asked, bool IsCertain)> _asked = [];
    private readonly List<string> _kept = [];
    private readonly List<(int Process, InvocationResult? Result)> _attempts = [];
    private int _more;
    private TimeSpan? _pause;

    public LiveCall(int number, Attempt first, DateTimeOffset at)
    {
        (Number, RequestId, _at, _function) = (number, first.RequestId, at, first.Function.Name);

        // The payload itself is not kept: it may have a mebibyte.
        var payload = Encoding.UTF8.GetString(first.Payload.Span);
        _cameIn = CameIn.Of(_function, payload, answer: null);
        _facts = CameIn.Facts(_function, payload).ToDictionary(fact => fact.Name, fact => Line(fact.Value), StringComparer.Ordinal);
    }

    public int Number { get; }

    public string RequestId { get; }

    public long Change { get; set; }

    /// <summary>The process that works on it; null between two attempts and after the last.</summary>
    public int? Process => _attempts is [.., (var process, null)] ? process : null;

    public void Begin(Attempt attempt)
    {
        _pause = null;
        _attempts.Add((attempt.ProcessId, null));
    }

    /// <param name="result">Null where the attempt came to nothing.</param>
    public void End(InvocationResult? result)
    {
        var (process, _) = _attempts[^1];
        _attempts.RemoveAt(_attempts.Count - 1);
        if (result is not null)
        {
            _attempts.Add((process, result));
        }
    }

    public void Wait(TimeSpan pause) => _pause = pause;

    public void Ask(Asked asked, bool isCertain)
    {
        if (_asked.Count < MostAsked)
        {
            _asked.Add((asked, isCertain));
        }
        else
        {
            _more++;
        }
    }

    public void Keep(Letter letter) => _kept.Add(letter.Line);

    public CallView View()
    {
        var last = _attempts.Select(attempt => attempt.Result).OfType<InvocationResult>().LastOrDefault();
        var answer = last is null ? null : new Answer(last);
        var context = new WrittenContext(_asked.Select(asked => asked.Asked.Request));
        return new CallView(Number, Change, _at)
        {
            Function = _function,
            RequestId = RequestId,
            State = Process is not null ? "running" : _pause is not null ? "waiting" : "ended",
            CameIn = Line(_cameIn.Length > 0 ? _cameIn : CameIn.Of(_function, "{}", answer)),
            Facts = _facts,
            Who = context.Members.Count > 0 ? Line(context.Customer) : null,
            Asked = [.. _asked.Select(asked => ViewOf(asked.Asked, asked.IsCertain))],
            AskedMore = _more,
            Written = context.Members.GroupBy(member => Line(member.Key), StringComparer.Ordinal).ToDictionary(member => member.Key, member => Line(member.Last().Value), StringComparer.Ordinal),
            Outcome = answer is null ? null : Line(answer.Outcome),
            Failed = last is { Succeeded: false },
            Explanation = answer?.Explanation is { } why ? Line(why) : null,
            Milliseconds = last?.Duration.TotalMilliseconds,
            Attempts = [.. _attempts.Select(attempt => ViewOf(attempt.Result))],
            PauseSeconds = _pause?.TotalSeconds,
            Kept = [.. _kept.Select(Line)],
        };
    }

    private static AskedView ViewOf(Asked asked, bool isCertain) =>
        new(asked.System, Line(asked.What), asked.Request.Duration is null ? null : asked.Status, asked.Request.Duration?.TotalMilliseconds, isCertain);

    private static AttemptView ViewOf(InvocationResult? result) =>
        result is null ? new(null, null, null) : new(Line(new Answer(result).Outcome), result.Duration.TotalMilliseconds, result.InitDuration?.TotalMilliseconds);

    /// <summary>Of a text that may be from anybody, and may be long.</summary>
    private static string Line(string text) => Masking.Of((text.Length > LongestLine ? $"{text[..LongestLine]}…" : text).ReplaceLineEndings(" "));
}
