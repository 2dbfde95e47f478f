using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.RateLimits;

/// <summary>The rate limit of one host as far as it is known, shared by all that call it.</summary>
internal sealed class RateLimitGate
{
    private readonly Lock _lock = new();
    private RateLimitWindow? _window;

    /// <summary>Takes one request out of the window.</summary>
    /// <returns>Null when it may go; otherwise the window that is used up.</returns>
    public RateLimitWindow? Enter(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_window?.Wait(now) > TimeSpan.Zero)
            {
                return _window;
            }

            // After the reset nothing is known until the next answer.
            _window = now < _window?.ResetsAt ? _window.Take() : null;
            return null;
        }
    }

    /// <summary>A window that does not say when it ends changes nothing: nobody could wait for it.</summary>
    public void Learn(RateLimitWindow told, DateTimeOffset now)
    {
        if (told.ResetsAt is null)
        {
            return;
        }

        lock (_lock)
        {
            _window = _window?.Learn(told, now) ?? told;
        }
    }
}
