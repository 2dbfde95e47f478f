namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>Genesys' limit for one token: so many requests a minute, counted from the first one. Each answer says how many are left, and until when.</summary>
internal sealed class MinuteWindow(int allowed)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset _ends = DateTimeOffset.MinValue;

    public int Allowed => allowed;

    public int Count { get; private set; }

    public bool Take(DateTimeOffset now)
    {
        if (now >= _ends)
        {
            (_ends, Count) = (now + s_minute, 0);
        }

        if (Count >= allowed)
        {
            return false;
        }

        Count++;
        return true;
    }

    /// <summary>Whole seconds, as the header has them.</summary>
    public int SecondsLeft(DateTimeOffset now) => (int)Math.Ceiling((_ends - now).TotalSeconds);
}
