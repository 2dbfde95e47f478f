using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Platforms;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Recordings whose place is told after the call: the entry is written without, and gets its link as soon as the platform has one.</summary>
public sealed partial class LateRecordings(IEnumerable<IRecordings> platforms, KnownInteractions interactions, JournalOptions options, TimeProvider time, ILogger<LateRecordings> log)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(2);

    /// <returns>With the recording's address, if the platform has it by now. A platform that fails does not fail the entry.</returns>
    internal async Task<KnownInteraction> AddAsync(KnownInteraction known, CancellationToken ct)
    {
        if (!IsSought(known) || platforms.FirstOrDefault(platform => platform.Knows(known.Origin)) is not { } platform)
        {
            return known;
        }

        return await FindAsync(platform, known.RecordingName!.Text, ct) is not { } address ? known
            : (await interactions.AddAsync(new InteractionEvent { Origin = known.Origin, InteractionId = known.Id, Step = InteractionStep.Updated, At = time.GetUtcNow(), Recording = address }, ct)).Known;
    }

    /// <returns>Until the next look: longer each time, because most recordings are there within minutes. Null where nothing is sought, or the time for it is over.</returns>
    internal TimeSpan? NextLook(KnownInteraction known)
    {
        if (!IsSought(known))
        {
            return null;
        }

        var since = time.GetUtcNow() - known.EndSeenAt!.Value;
        if (since >= options.WaitForRecording)
        {
            GivenUp(log, options.WaitForRecording);
            return null;
        }

        return since < s_firstPause ? s_firstPause : since;
    }

    private async Task<Uri?> FindAsync(IRecordings platform, string name, CancellationToken ct)
    {
        try
        {
            return await platform.FindAsync(name, ct);
        }
        catch (UpstreamException e)
        {
            NotAsked(log, e.Message);
            return null;
        }
    }

    private bool IsSought(KnownInteraction known) => options.WaitForRecording > TimeSpan.Zero && known is { RecordingName: not null, Recording: null, EndSeenAt: not null };

    [LoggerMessage(708, LogLevel.Warning, "Recording not looked up; the journal entry has no link to it yet, and it is tried again: {Reason}")]
    private static partial void NotAsked(ILogger log, string reason);

    [LoggerMessage(709, LogLevel.Warning, "Recording not found within {Wait} (Journal__WaitForRecording); the journal entry stays without a link to it")]
    private static partial void GivenUp(ILogger log, TimeSpan wait);
}
