namespace CrmEnrichment.Local.Loopback;

/// <summary>Every request in the order of arrival.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly Signal _changed = new();

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Those that nobody planned for. A test that passes usually asserts that there were none.</summary>
    public IReadOnlyList<RecordedRequest> Unexpected => Where(r => r.Unexpected);

    public IReadOnlyList<RecordedRequest> Where(Func<RecordedRequest, bool> match) => [.. All.Where(match)];

    /// <summary>Waits until a matching request has arrived (it may still be waiting for its answer).</summary>
    public Task<RecordedRequest> ArrivalOfAsync(Func<RecordedRequest, bool> match, CancellationToken ct = default) =>
        _changed.WhenAsync(() => All.FirstOrDefault(match), ct);

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
}
