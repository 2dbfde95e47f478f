using System.Collections;

namespace CrmEnrichment.Local.Loopback;

/// <summary>Every request in the order of arrival. Enumerating takes a snapshot.</summary>
public sealed class RequestLog : IReadOnlyCollection<RecordedRequest>
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly Signal _changed = new();

    public int Count => Snapshot().Length;

    /// <summary>Those that nobody planned for. A test that passes usually asserts that there were none.</summary>
    public IReadOnlyList<RecordedRequest> Unexpected => [.. this.Where(r => r.Unexpected)];

    /// <summary>Waits until a matching request has arrived (it may still be waiting for its answer).</summary>
    public Task<RecordedRequest> ArrivalOfAsync(Func<RecordedRequest, bool> match, CancellationToken ct = default) =>
        _changed.WhenAsync(() => Snapshot().FirstOrDefault(match), ct);

    /// <summary>Waits until a matching request has been answered or cut.</summary>
    public Task<RecordedRequest> CompletionOfAsync(Func<RecordedRequest, bool> match, CancellationToken ct = default) =>
        ArrivalOfAsync(r => r.Duration is not null && match(r), ct);

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }

        _changed.Raise();
    }

    internal void Complete(RecordedRequest request, int? status)
    {
        request.Complete(status);
        _changed.Raise();
    }

    private RecordedRequest[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }
}
