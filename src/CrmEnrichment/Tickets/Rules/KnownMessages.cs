using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Which messages are comments already, by their Message-ID, and of which ticket: an answer to one belongs to the same ticket.</summary>
/// <remarks>"Begun" is put down before the CRM is told, and "done" after: who finds "begun" asks the CRM for the comment before it writes.</remarks>
internal sealed class KnownMessages(IStateStore store, MailOptions options, TimeProvider time)
{
    private const string Done = "done", Begun = "begun";

    private const int PartsOfDone = 4, PartsOfBegun = 6, Work = 4, BegunAt = 5;

    /// <summary>The same message in another mailbox waits so long for whoever has begun it.</summary>
    private static readonly TimeSpan s_longestWrite = TimeSpan.FromMinutes(2);

    /// <returns>Null for a message that is not known.</returns>
    public async Task<KnownMessage?> FindAsync(string hash, CancellationToken ct) => Parse(await store.GetAsync(Name(hash), ct));

    /// <param name="key">The message.</param>
    /// <param name="source">The CRM.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="work">Equal for all attempts on one message of one mailbox: their claims keep them apart.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Whether an earlier attempt may have written the comment; null when it is written for certain.</returns>
    /// <exception cref="UpstreamException">The same message of another mailbox is being written at this moment.</exception>
    public async Task<bool?> BeginAsync(MessageKey key, string source, string ticketId, string work, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var mine = string.Join('\n', Begun, source, ticketId, key.Fingerprint, work, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (await store.PutIfAbsentAsync(Name(key.Hash), mine, options.RememberFor, ct) is not { } standing)
        {
            return false;
        }

        if (Parse(standing) is { State: KnownState.Done })
        {
            return null;
        }

        return !IsAnothers(standing.Split('\n'), work, now) && await store.ReplaceAsync(Name(key.Hash), standing, mine, options.RememberFor, ct)
            ? true
            : throw new UpstreamException("mail", UpstreamFault.Unavailable, "The same message is being written from another mailbox at this moment.");
    }

    public ValueTask CompleteAsync(MessageKey key, string source, string ticketId, CancellationToken ct) =>
        store.PutAsync(Name(key.Hash), string.Join('\n', Done, source, ticketId, key.Fingerprint), options.RememberFor, ct);

    /// <summary>Whoever opened a ticket may write into it, also where the CRM has no contact of theirs at it.</summary>
    public ValueTask RememberOpenerAsync(string source, string ticketId, string sender, CancellationToken ct) =>
        store.PutAsync(Opened(source, ticketId, sender), Done, options.RememberFor, ct);

    public async Task<bool> HasOpenedAsync(string source, string ticketId, string? sender, CancellationToken ct) =>
        sender is { Length: > 0 } && options.NewTickets is not NewTicketRule.Never && await store.GetAsync(Opened(source, ticketId, sender), ct) is not null;

    private static string Opened(string source, string ticketId, string sender) => Name($"opened/{MessageKey.HashOf($"{source}\n{ticketId}\n{sender}")}");

    private static bool IsAnothers(string[] begun, string work, DateTimeOffset now) =>
        begun.Length == PartsOfBegun && !string.Equals(begun[Work], work, StringComparison.Ordinal)
        && long.TryParse(begun[BegunAt], CultureInfo.InvariantCulture, out var at) && now - DateTimeOffset.FromUnixTimeSeconds(at) < s_longestWrite;

    private static string Name(string hash) => $"mail/message/{hash}";

    private static KnownMessage? Parse(string? text) => text?.Split('\n') is { Length: >= PartsOfDone } parts
        ? new(parts[0] is Done ? KnownState.Done : KnownState.Begun, parts[1], parts[2], parts[3])
        : null;
}
