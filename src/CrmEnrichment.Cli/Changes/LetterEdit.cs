using System.Text.Json;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Another event in a letter. What came first stays in it.</summary>
internal static class LetterEdit
{
    public const string Switch = "Cli__AllowEdit";

    public static bool IsAllowed(IConfiguration configuration) => bool.TryParse(configuration["Cli:AllowEdit"], out var allowed) && allowed;

    /// <exception cref="UsageException">Editing is off.</exception>
    public static void RequireSwitch(IConfiguration configuration)
    {
        if (!IsAllowed(configuration))
        {
            throw new UsageException($"Editing is off. Whoever is responsible for the letters may set {Switch}=true.");
        }
    }

    /// <returns>The letter with its event inside.</returns>
    /// <exception cref="UsageException">It has none that could be changed.</exception>
    public static DeadLetter Editable(SeenLetter seen) => seen.Queued switch
    {
        QueuedLetter.Enveloped { Letter.EventParts: not null } => throw new UsageException($"{seen.Listed.Id()} is too large: its event lies in parts in the state table."),
        QueuedLetter.Enveloped { Letter: var letter } => EventOf(letter) is { } e
            ? letter with { Event = e, EventGzip = null }
            : throw new UsageException($"{seen.Listed.Id()} has no event that can be read, so there is nothing to edit."),
        _ => throw new UsageException($"{seen.Listed.Id()} is in no envelope yet, so there is nowhere to keep what came first. Replay it: if it fails, it gets one."),
    };

    /// <summary>In this order: a break in between leaves both, and the claim of the event sees to it that only one has an effect.</summary>
    public static async Task ReplaceAsync(Connection connection, IDeadLetterQueue from, SeenLetter seen, DeadLetter letter, JsonElement changed)
    {
        var edited = letter with
        {
            Event = changed,
            OriginalEventGzip = letter.OriginalEventGzip ?? Packing.Gzip(letter.Event!.Value.GetRawText()),
            Retryable = true,
            NotBefore = null,
        };
        await connection.Queue.SendAsync(await connection.Letters.WriteAsync(edited, CancellationToken.None), targetArn: null, CancellationToken.None);
        await from.DeleteAsync(seen.Message, CancellationToken.None);
    }

    private static JsonElement? EventOf(DeadLetter letter) => letter.Event ?? (letter.EventGzip is { } packed ? Packing.Open(packed) : null);
}
