using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Live;

/// <summary>The latest calls of all functions, and what each of them did.</summary>
/// <remarks>
/// A request belongs to the call on which the process works that sent it. Where the process cannot be known (not on Linux, and with mail), it belongs to every call that runs at that time,
/// and is marked as uncertain if there are several.
/// </remarks>
internal sealed class LiveCalls(EmbeddedCloud cloud, TimeProvider time) : IActivityWatch
{
    /// <summary>Older ones are dropped.</summary>
    public const int Most = 500;

    private readonly Lock _gate = new();
    private readonly CallerProcess _process = new();
    private readonly Queue<LiveCall> _calls = new();
    private readonly Queue<CallView> _headings = new();
    private readonly Dictionary<RecordedRequest, IReadOnlyList<LiveCall>> _open = [];
    private readonly HashSet<RequestLog> _watched = [];
    private long _change;
    private int _number;

    public static LiveCalls Of(EmbeddedCloud cloud, TimeProvider time)
    {
        var calls = new LiveCalls(cloud, time);
        calls.WatchRequests();
        cloud.Lambda.Activity.Watch = calls;
        return calls;
    }

    /// <summary>The latest ones that changed, in the order in which they came in, and the number of the last change.</summary>
    public (long Change, IReadOnlyList<CallView> Calls) After(long change, int most)
    {
        lock (_gate)
        {
            var calls = _calls.Where(call => call.Change > change).TakeLast(most).Select(call => call.View());
            return (_change, [.. calls.Concat(_headings.Where(heading => heading.Change > change)).OrderBy(call => call.Number).TakeLast(most)]);
        }
    }

    /// <summary>Says something between two calls.</summary>
    /// <param name="heading">The title of a scene, or what a check found.</param>
    /// <param name="holds">Whether the check found what was expected.</param>
    public void Say(string heading, bool? holds = null)
    {
        lock (_gate)
        {
            _headings.Enqueue(new CallView(++_number, ++_change, time.GetUtcNow()) { Heading = Masking.Of(heading.ReplaceLineEndings(" ")), Holds = holds });
            if (_headings.Count > Most)
            {
                _headings.Dequeue();
            }
        }
    }

    public void Began(Attempt attempt)
    {
        // A source may have come since.
        WatchRequests();
        lock (_gate)
        {
            var call = Find(attempt.RequestId);
            if (call is null)
            {
                call = new LiveCall(++_number, attempt, time.GetUtcNow());
                _calls.Enqueue(call);
                if (_calls.Count > Most)
                {
                    _calls.Dequeue();
                }
            }

            call.Begin(attempt);
            Touch(call);
        }
    }

    public void Ended(Attempt attempt, InvocationResult? result) => Change(attempt.RequestId, call => call.End(result));

    public void Waits(string requestId, TimeSpan pause) => Change(requestId, call => call.Wait(pause));

    public void Kept(string requestId, string record) => Change(requestId, call => call.Keep(Letter.Read(record)));

    private void Change(string requestId, Action<LiveCall> change)
    {
        lock (_gate)
        {
            if (Find(requestId) is { } call)
            {
                change(call);
                Touch(call);
            }
        }
    }

    private LiveCall? Find(string requestId) => _calls.LastOrDefault(call => string.Equals(call.RequestId, requestId, StringComparison.Ordinal));

    private void Touch(LiveCall call) => call.Change = ++_change;

    private void WatchRequests()
    {
        IEnumerable<(string System, RequestLog Log)> systems =
        [
            ("crm", cloud.Crm.Requests), ("genesys", cloud.Genesys.Requests), ("twilio", cloud.Twilio.Requests), ("vicidial", cloud.Vicidial.Requests),
            .. cloud.Mail is { } mail ? [("mail", mail.Requests)] : Array.Empty<(string, RequestLog)>(),
            .. cloud.Sources.Select(source => (source.Source.Kind.ToLowerInvariant(), source.Source.Requests)),
        ];
        lock (_gate)
        {
            foreach (var (system, log) in systems.Where(system => _watched.Add(system.Log)))
            {
                log.Arrived = request => Arrived(request, call => call.Ask(new Asked(system, request), IsCertain(request)));
                log.Completed = Completed;
            }

            if (_watched.Add(cloud.AwsRequests))
            {
                cloud.AwsRequests.Arrived = request => Arrived(request, _ => { });
                cloud.AwsRequests.Completed = Completed;
            }
        }
    }

    private bool IsCertain(RecordedRequest request) => _open[request].Count == 1;

    private void Arrived(RecordedRequest request, Action<LiveCall> add)
    {
        Dictionary<LiveCall, int> running;
        lock (_gate)
        {
            running = _calls.Where(call => call.Process is not null).ToDictionary(call => call, call => call.Process!.Value);
        }

        // Files are read for it: not while others wait.
        List<LiveCall> calls = request.Caller is { } caller && CallerProcess.CanBeKnown
            ? _process.Of(caller, running.Values) is { } process ? [.. running.Where(call => call.Value == process).Select(call => call.Key)] : []
            : [.. running.Keys];
        if (calls.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _open[request] = calls;
            foreach (var call in calls)
            {
                add(call);
                Touch(call);
            }
        }
    }

    private void Completed(RecordedRequest request)
    {
        lock (_gate)
        {
            if (!_open.Remove(request, out var calls))
            {
                return;
            }

            var letter = LetterIn(request);
            foreach (var call in calls)
            {
                if (letter is not null)
                {
                    call.Keep(letter);
                }

                Touch(call);
            }
        }
    }

    /// <summary>What a function put into the dead-letter queue.</summary>
    private static Letter? LetterIn(RecordedRequest request) =>
        request is { Operation: "AmazonSQS.SendMessage", Status: 200 } && EventFacts.TryParse(request.Body) is JsonObject message
        && message["QueueUrl"]?.ToString().EndsWith($"/{ProductFunctions.DeadLetterQueue}", StringComparison.Ordinal) is true
            ? Letter.Read(message["MessageBody"]?.ToString() ?? "")
            : null;
}
