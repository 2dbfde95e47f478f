using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>The engineer on call, who replays while it storms and after, and the schedule, which replays beside her while it storms.</summary>
internal sealed class Replays(EmbeddedCloud cloud)
{
    /// <summary>The pretend Genesys has no rate limit here, so a replay needs none.</summary>
    public const string Request = """{"rate": 1000}""";

    private const string Schedule = """{"healing": true, "rate": 1000}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(150);

    /// <summary>Runs that ended with a report, and those that were killed or failed.</summary>
    public int Finished { get; private set; }

    public int Broken { get; private set; }

    public int Done { get; private set; }

    /// <summary>By the schedule.</summary>
    public int Healed { get; private set; }

    /// <summary>Runs of the schedule that ended with a report.</summary>
    public int Ticks { get; private set; }

    public int FailedAgain { get; private set; }

    /// <summary>Letters that had failed too often, and were put back by hand.</summary>
    public int Unparked { get; private set; }

    public async Task WhileAsync(Func<bool> storm, CancellationToken ct)
    {
        while (storm())
        {
            await RunAsync(Request, ct);

            // Longer than the schedule waits here, so that it finds something to heal.
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, ct);
        }
    }

    public async Task HealWhileAsync(Func<bool> storm, CancellationToken ct)
    {
        while (storm())
        {
            var result = await cloud.ReplayDeadLetters.InvokeAsync(Encoding.UTF8.GetBytes(Schedule), ct);
            if (result.Succeeded)
            {
                Ticks++;
                Healed += JsonElement.Parse(result.Payload.Span).GetProperty("done").GetInt32();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }

    /// <summary>Until the queue is as it should be. What a killed replay held comes back by itself, and dead claims lapse: within 20 seconds.</summary>
    /// <returns>False when it never is.</returns>
    public async Task<bool> UntilAsync(string request, Func<IReadOnlyList<string>, bool> asItShouldBe, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        Unpark();
        while (!asItShouldBe([.. HostileLetters.Without(cloud.DeadLetters.Bodies)]))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > s_patience)
            {
                return false;
            }

            await RunAsync(request, ct);
            Unpark();
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }

        return true;
    }

    /// <summary>Replays follow each other so fast here that letters are parked which only needed time: somebody looks, and puts them back.</summary>
    private void Unpark()
    {
        foreach (var letter in cloud.Parked.Bodies)
        {
            cloud.DeadLetters.Send(letter);
            Unparked++;
        }

        cloud.Parked.Purge();
    }

    private async Task RunAsync(string request, CancellationToken ct)
    {
        var result = await cloud.ReplayDeadLetters.InvokeAsync(Encoding.UTF8.GetBytes(request), ct);
        if (!result.Succeeded)
        {
            Broken++;
            return;
        }

        var report = JsonElement.Parse(result.Payload.Span);
        Finished++;
        Done += report.GetProperty("done").GetInt32();
        FailedAgain += report.GetProperty("failedAgain").GetInt32();
    }
}
