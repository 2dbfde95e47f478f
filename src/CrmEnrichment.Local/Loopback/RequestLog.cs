namespace CrmEnrichment.Local.Loopback;

/// <summary>Every request in the order of arrival; with a bound (<see cref="EmbeddedCloudOptions.KeptRequests"/>) the last ones.</summary>
public sealed class RequestLog
{
    private readonly RecentItems<RecordedRequest> _requests = new();
    private readonly Signal _changed = new();

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<RecordedRequest> All => _requests.All;

    /// <summary>Those that nobody planned for. A test that passes usually asserts that there were none.</summary>
    public IReadOnlyList<RecordedRequest> Unexpected => Where(r => r.Unexpected);

    /// <summary>Is told of each request before it is answered, while its connection is open; null where nobody watches.</summary>
    internal Action<RecordedRequest>? Arrived { get; set; }

    /// <summary>Is told of each request that was answered or cut.</summary>
    internal Action<RecordedRequest>? Completed { get; set; }

    internal int Most
    {
        get => _requests.Most;
        set => _requests.Most = value;
    }

    public IReadOnlyList<RecordedRequest> Where(Func<RecordedRequest, bool> match) => [.. All.Where(match)];

    /// <summary>Waits until a matching request has arrived (it may still be waiting for its answer).</summary>
    public Task<RecordedRequest> ArrivalOfAsync(Func<RecordedRequest, bool> match, CancellationToken ct = default) =>
        _changed.WhenAsync(() => All.FirstOrDefault(match), ct);

    /// <summary>Waits until a matching request has been answered or cut.</summary>
    public Task<RecordedRequest> CompletionOfAsync(Func<RecordedRequest, bool> match, CancellationToken ct = default) =>
        ArrivalOfAsync(r => r.Duration is not null && match(r), ct);

    public void Clear() => _requests.Clear();

    internal void Add(RecordedRequest request)
    {
        _requests.Add(request);
        _changed.Raise();
        Arrived?.Invoke(request);
    }

    internal void Complete(RecordedRequest request, int? status)
    {
        request.Complete(status);
        _changed.Raise();
        Completed?.Invoke(request);
    }
}
