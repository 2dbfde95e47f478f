using System.IO.Compression;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Messages that somebody else put into the queue. None can be replayed; all must stay, and none may keep a replay from the letters beside it.</summary>
internal static class HostileLetters
{
    public static IReadOnlyList<string> All { get; } =
    [
        "null",
        "no letter at all",
        Letter(letter => letter["message"] = null),
        Letter(letter => letter["letterId"] = "../../\u001b[2J\u202e"),
        Letter(letter => letter["eventParts"] = 2),
        Letter(letter => letter["eventGzip"] = Convert.ToBase64String(Bomb(185_000_000))),
    ];

    /// <summary>What the queue holds of the campaign itself.</summary>
    public static IEnumerable<string> Without(IEnumerable<string> bodies) => bodies.Where(body => !All.Contains(body, StringComparer.Ordinal));

    private static string Letter(Action<JsonObject> change)
    {
        var letter = new JsonObject
        {
            ["format"] = "crm-enrichment/dead-letter",
            ["version"] = 1,
            ["letterId"] = "0b9a3c5e6f1d4c1b9b3e2a7f4d8e5c10",
            ["handler"] = "EnrichInteraction",
            ["reason"] = "CrmUnavailable",
            ["retryable"] = true,
            ["attempts"] = 1,
            ["firstFailedAt"] = "2026-08-20T14:03:11Z",
            ["lastFailedAt"] = "2026-08-20T14:03:11Z",
            ["message"] = "crm: GET failed.",
            ["function"] = new JsonObject { ["name"] = "EnrichInteraction", ["version"] = "1" },
        };
        change(letter);
        return letter.ToJsonString();
    }

    private static byte[] Bomb(int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1_000_000];
            for (var written = 0; written < size; written += zeros.Length)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
