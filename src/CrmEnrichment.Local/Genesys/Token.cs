namespace CrmEnrichment.Local.Genesys;

/// <summary>One access token with its window of the rate limit: Genesys counts per token and minute.</summary>
internal sealed class Token(string value, DateTimeOffset expiresAt, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _windowEnds = time.GetUtcNow() + Window;
    private int _count;

    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Counts one request.</summary>
    /// <returns>How many there were in this window, and the seconds until the next one.</returns>
    public (int Count, int ResetSeconds) Use()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now >= _windowEnds)
            {
                (_windowEnds, _count) = (now + Window, 0);
            }

            return (++_count, (int)Math.Ceiling((_windowEnds - now).TotalSeconds));
        }
    }
}
