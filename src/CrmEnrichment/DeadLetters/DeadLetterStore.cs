using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.State;

namespace CrmEnrichment.DeadLetters;

/// <summary>Puts letters into the queue whatever their size, and takes the event out of them again.</summary>
/// <remarks>
/// A letter that is too large for a message is packed; one that is still too large leaves its event in parts in the state store
/// (a claim check), as long as other processes can read it there.
/// </remarks>
public sealed class DeadLetterStore(IDeadLetterQueue queue, IStateStore store, Parking? parking = null)
{
    /// <summary>Bytes, what SQS takes (docs/contracts.md).</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>Characters; a DynamoDB item holds 400 KB.</summary>
    private const int PartLength = 300_000;

    /// <summary>More than the largest event makes, in base64 and however badly it packs.</summary>
    internal const int MostParts = 2 * Packing.LargestEvent / PartLength;

    /// <summary>A day more than SQS can keep the letter.</summary>
    private static readonly TimeSpan s_partsLiveFor = TimeSpan.FromDays(15);

    /// <param name="letter">With its event inside.</param>
    /// <param name="mayPark">Whether it is parked if it has failed too often.</param>
    /// <param name="ct">Cancels the calls.</param>
    /// <exception cref="Http.Upstreams.UpstreamException">The queue or the state store did not take it.</exception>
    /// <exception cref="LetterTooLargeException">It fits no message, and no table is named that could hold the event; or what first came is too large even without it.</exception>
    public async Task<LetterPlace> KeepAsync(DeadLetter letter, bool mayPark, CancellationToken ct)
    {
        var body = await WriteAsync(letter, ct);
        var place = !mayPark || parking?.IsDue(letter) is not true ? LetterPlace.DeadLetters
            : parking.Queue is null ? LetterPlace.DeadLettersForWantOfParking
            : LetterPlace.Parked;
        await (place is LetterPlace.Parked ? parking!.Queue! : queue).SendAsync(body, targetArn: null, ct);
        return place;
    }

    /// <returns>The text of a message for a letter that has its event inside; it may have stored parts of the event.</returns>
    internal async Task<string> WriteAsync(DeadLetter letter, CancellationToken ct)
    {
        var body = Packing.ToMessage(letter);
        if (body.Length > LargestMessage)
        {
            var packed = letter with { Event = null, EventGzip = Packing.Gzip(letter.Event!.Value.GetRawText()) };
            body = Packing.ToMessage(packed);
            if (body.Length > LargestMessage)
            {
                var emptied = packed with { EventGzip = null, EventParts = PartsOf(packed) };
                body = Packing.ToMessage(emptied);
                if (body.Length > LargestMessage)
                {
                    throw LetterTooLargeException.WithoutItsEvent(body.Length);
                }

                await StoreAsync(packed, ct);
            }
        }

        return body;
    }

    /// <returns>The letter with its event inside; null when its event can no longer be read.</returns>
    public async Task<DeadLetter?> OpenAsync(DeadLetter letter, CancellationToken ct)
    {
        var packed = letter.EventGzip;
        for (var i = 0; i < letter.EventParts; i++)
        {
            if (await store.GetAsync(PartName(letter, i), ct) is not { } part)
            {
                return null;
            }

            packed += part;
        }

        return packed is null ? letter
            : Packing.Open(packed) is { } opened ? letter with { Event = opened, EventGzip = null }
            : null;
    }

    /// <summary>The event is done: what the state store holds of it is personal data without a purpose.</summary>
    public async Task ForgetPartsAsync(DeadLetter letter, CancellationToken ct)
    {
        for (var i = 0; i < letter.EventParts; i++)
        {
            await store.DeleteAsync(PartName(letter, i), ct);
        }
    }

    private async Task StoreAsync(DeadLetter packed, CancellationToken ct)
    {
        if (!store.IsShared)
        {
            throw LetterTooLargeException.WithoutTable(packed.EventGzip!.Length);
        }

        foreach (var (i, part) in packed.EventGzip!.Chunk(PartLength).Index())
        {
            await store.PutAsync(PartName(packed, i), new string(part), s_partsLiveFor, ct);
        }
    }

    private static int PartsOf(DeadLetter packed) => (packed.EventGzip!.Length + PartLength - 1) / PartLength;

    private static string PartName(DeadLetter letter, int part) => $"letter/{letter.LetterId}/{part}";
}

/// <summary>Where a letter was put.</summary>
public enum LetterPlace
{
    DeadLetters,

    /// <summary>In the second queue, for a person.</summary>
    Parked,

    /// <summary>Among the dead letters for want of a second queue, although it has failed often enough to be parked.</summary>
    DeadLettersForWantOfParking,
}
