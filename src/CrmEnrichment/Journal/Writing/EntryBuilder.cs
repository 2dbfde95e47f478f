using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Makes an entry of what is known: names for ids, and times that fit together.</summary>
internal sealed class EntryBuilder(IPlatformNames? names, PhoneNumberReader numbers, JournalOptions options)
{
    /// <exception cref="Http.Upstreams.UpstreamException">The platform did not answer: the entry is better late than without its outcome.</exception>
    public async Task<EntryFacts> BuildAsync(KnownInteraction known, CancellationToken ct)
    {
        var (started, ended) = Times(known);
        var parts = known.Parts.OrderBy(part => part.JoinedAt ?? part.LeftAt - part.TalkTime ?? part.LeftAt ?? DateTimeOffset.MaxValue).ThenBy(part => part.Session, StringComparer.Ordinal).ToList();
        var talked = parts.Where(part => part.HasTalked).ToList();
        var agents = new List<EntryAgent>();
        foreach (var part in talked.DistinctBy(part => part.AgentId?.Text ?? part.Session, StringComparer.Ordinal))
        {
            var id = part.AgentId?.Text ?? part.Session;
            var asked = part.Name is null && part.AgentId is not null && names is not null ? await names.AgentAsync(id, ct) : null;
            var own = talked.Where(other => string.Equals(other.AgentId?.Text ?? other.Session, id, StringComparison.Ordinal));
            agents.Add(new(id, part.Name?.Text ?? asked?.Name, part.Email?.Text ?? asked?.Email, Sum(own, other => other.TalkedUntil(ended))));
        }

        var wrapUps = new List<(string? Code, string Name)>();
        foreach (var part in parts.Where(part => part.WrapUpCode is not null || part.WrapUpName is not null).OrderBy(part => (part.WrapUpCode ?? part.WrapUpName)!.At))
        {
            var code = part.WrapUpCode?.Text;
            wrapUps.Add((code, part.WrapUpName?.Text ?? (names is null ? null : await names.WrapUpAsync(code!, ct)) ?? code!));
        }

        var (queueId, queueName) = await QueueAsync(known, talked, ct);
        var notes = string.Join("\n", parts.Select(part => part.Notes).OfType<Said>().OrderBy(said => said.At).Select(said => said.Text).Distinct(StringComparer.Ordinal));
        return new(
            new JournalEntry
            {
                TrackingId = $"{known.Origin.Split('/')[0]}-{known.Id}",
                SourceSystem = options.SourceSystem,
                InteractionId = known.Id,
                Media = Media(known.Media?.Text),
                Direction = Direction(known.Direction?.Text),
                StartedAt = started,
                EndedAt = ended,
                TalkTime = Sum(talked, part => part.TalkedUntil(ended)),
                HoldTime = Sum(talked, part => part.HoldTime),
                Queue = queueName ?? queueId,
                Agents = agents,
                Outcome = wrapUps.Count == 0 ? null : string.Join(", ", wrapUps.Select(wrapUp => wrapUp.Name).Distinct(StringComparer.Ordinal)),
                Notes = notes.Length == 0 ? null : notes,
                CustomerNumber = Number(known.Phone) ?? known.Address?.Text,
                OwnNumber = Number(known.OwnNumber) ?? known.OwnNumber?.Text,
                Link = known.Recording is { } recording && Uri.TryCreate(recording.Text, UriKind.Absolute, out var address) ? address : names?.LinkTo(known.Id),
                IsComplete = known.IsComplete,
            },
            [.. wrapUps.SelectMany(wrapUp => new[] { wrapUp.Code, wrapUp.Name }).OfType<string>()],
            [.. parts.SelectMany(part => new[] { part.QueueId?.Text, part.QueueName?.Text }).Append(queueId).Append(queueName).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Events may be missing, and clocks wrong: no interaction ends before it starts.</summary>
    private static (DateTimeOffset Started, DateTimeOffset? Ended) Times(KnownInteraction known)
    {
        var ended = known.OverAt ?? known.Parts.Max(part => part.LeftAt);
        var started = known.StartedAt
            ?? known.Parts.Min(part => part.JoinedAt)
            ?? (known.Duration is { } duration ? ended - duration : null)
            ?? known.Parts.Min(part => part.LeftAt - part.TalkTime)
            ?? ended
            ?? known.Phone?.At
            ?? known.LastSeenAt;
        return (started, ended < started ? started : ended);
    }

    private async Task<(string? Id, string? Name)> QueueAsync(KnownInteraction known, IReadOnlyList<AgentPart> talked, CancellationToken ct)
    {
        var last = talked.LastOrDefault(part => part.QueueId is not null || part.QueueName is not null);
        var (id, name) = last is null ? (known.QueueId?.Text, known.QueueName?.Text) : (last.QueueId?.Text, last.QueueName?.Text);
        return (id, name ?? (id is null || names is null ? null : await names.QueueAsync(id, ct)));
    }

    private string? Number(Said? said) => said is null ? null : numbers.Read(said.Text).Phone?.E164;

    private static TimeSpan Sum(IEnumerable<AgentPart> parts, Func<AgentPart, TimeSpan?> length) =>
        parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + (length(part) ?? TimeSpan.Zero));

    private static EntryMedia Media(string? media) => media switch
    {
        "CHAT" or "COBROWSE" => EntryMedia.Chat,
        "MESSAGE" or "INTERNALMESSAGE" or "SMS" => EntryMedia.Message,
        "EMAIL" => EntryMedia.Email,
        _ => EntryMedia.Call,
    };

    private static EntryDirection Direction(string? direction) => direction switch
    {
        "INBOUND" => EntryDirection.Inbound,
        "OUTBOUND" => EntryDirection.Outbound,
        _ => EntryDirection.Unknown,
    };
}
