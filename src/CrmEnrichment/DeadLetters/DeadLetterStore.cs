using System.Text.Json;
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
    /// <summary>Bytes. SQS takes 1 MiB by now; queues and tools made for the older limit are still about (docs/contracts.md).</summary>
    public const int LargestMessage = 256 * 1024;

    /// <summary>Characters; a DynamoDB item holds 400 KB.</summary>
    private const int PartLength = 300_000;

    /// <summary>A day more than SQS can keep the letter.</summary>
    private static readonly TimeSpan s_partsLiveFor = TimeSpan.FromDays(15);

    /// <exception cref="Http.Upstreams.UpstreamException">The queue or the state store did not take it.</exception>
    /// <exception cref="LetterTooLargeException">It fits no message, and no table is named that could hold the event.</exception>
    public async Task<LetterPlace> KeepAsync(DeadLetter letter, CancellationToken ct)
    {
        var body = await WriteAsync(letter, ct);
        var place = parking?.IsDue(letter) is not true ? LetterPlace.DeadLetters
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
                body = Packing.ToMessage(packed with { EventGzip = null, EventParts = await StoreAsync(packed, ct) });
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

        try
        {
            return packed is null ? letter : letter with { Event = JsonElement.Parse(Packing.Gunzip(packed)), EventGzip = null };
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The event is done: what the state store holds of it is personal data without a purpose.</summary>
    public async Task ForgetPartsAsync(DeadLetter letter, CancellationToken ct)
    {
        for (var i = 0; i < letter.EventParts; i++)
        {
            await store.DeleteAsync(PartName(letter, i), ct);
        }
    }

    private async Task<int> StoreAsync(DeadLetter letter, CancellationToken ct)
    {
        if (!store.IsShared)
        {
            throw new LetterTooLargeException(letter.EventGzip!.Length);
        }

        var parts = letter.EventGzip!.Chunk(PartLength).Select(part => new string(part)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            await store.PutAsync(PartName(letter, i), parts[i], s_partsLiveFor, ct);
        }

        return parts.Count;
    }

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
