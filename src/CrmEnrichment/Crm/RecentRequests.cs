using System.Globalization;

namespace CrmEnrichment.Crm;

/// <summary>When the last requests to a source went, and those that wait for their turn will go: in milliseconds since 1970, the earliest first.</summary>
/// <param name="At">None is earlier than the one before it.</param>
internal sealed record RecentRequests(IReadOnlyList<long> At)
{
    /// <param name="text">As <see cref="ToString"/> wrote it; null, and what is no such text, for none.</param>
    public static RecentRequests Read(string? text)
    {
        var at = new List<long>();
        foreach (var part in text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new([]);
            }

            at.Add(at.Count == 0 ? number : at[^1] + number);
        }

        return new(at);
    }

    /// <summary>Without those that count no more.</summary>
    public RecentRequests After(DateTimeOffset moment) => new([.. At.Where(one => one > moment.ToUnixTimeMilliseconds())]);

    /// <summary>When one more may go, so that there are never more than so many in any time of the window's length.</summary>
    public DateTimeOffset Next(int most, TimeSpan window, DateTimeOffset now)
    {
        var free = At.Count < most ? now : DateTimeOffset.FromUnixTimeMilliseconds(At[^most]) + window;
        return free > now ? free : now;
    }

    /// <summary>With one more. Clocks differ a little, so it may seem earlier than the last one.</summary>
    public RecentRequests With(DateTimeOffset moment, int most)
    {
        // Rounded up: it must not seem to have gone earlier than it does.
        var milliseconds = (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        return new([.. At.TakeLast(most - 1), At.Count > 0 ? Math.Max(At[^1], milliseconds) : milliseconds]);
    }

    /// <summary>The first, and of each further one how much later it is: a hundred of them are less than a kilobyte, which is what DynamoDB bills as one write.</summary>
    public override string ToString() => string.Join(' ', At.Select((one, index) => (index == 0 ? one : one - At[index - 1]).ToString(CultureInfo.InvariantCulture)));
}
