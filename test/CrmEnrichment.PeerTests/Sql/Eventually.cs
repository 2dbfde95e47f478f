using Shouldly;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>What another process will have done in a moment.</summary>
internal static class Eventually
{
    public static async Task ShouldBeAsync<T>(T expected, Func<Task<T>> look)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (Equals(seen, expected) || TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
            {
                seen.ShouldBe(expected);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
