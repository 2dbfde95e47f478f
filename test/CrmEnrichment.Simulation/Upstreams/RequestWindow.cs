namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>So many requests in any such time: what is refused does not count.</summary>
internal sealed class RequestWindow(int most, TimeSpan length)
{
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <returns>Null when the request is taken; else how long until the next one would be.</returns>
    public TimeSpan? Take(DateTimeOffset now)
    {
        while (_taken.TryPeek(out var first) && first + length <= now)
        {
            _taken.Dequeue();
        }

        if (_taken.Count >= most)
        {
            return _taken.Peek() + length - now;
        }

        _taken.Enqueue(now);
        return null;
    }
}
