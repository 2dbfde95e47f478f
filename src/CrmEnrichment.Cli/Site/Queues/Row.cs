using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>A letter as the console keeps it: small, because there may be 120,000. Its event is not kept.</summary>
/// <param name="Listed">Its small facts.</param>
/// <param name="Letter">Its envelope without the event; null where it has none.</param>
public sealed record Row(ListedLetter Listed, DeadLetter? Letter)
{
    /// <summary>Texts that many letters have are kept once.</summary>
    internal static Row Of(SeenLetter seen, Dictionary<string, string> texts)
    {
        var letter = (seen.Queued as QueuedLetter.Enveloped)?.Letter;
        var listed = seen.Listed with { Message = Once(seen.Listed.Message), Handler = Once(seen.Listed.Handler), Upstream = Once(seen.Listed.Upstream), Source = Once(seen.Listed.Source) };
        return new(listed, letter is null ? null : letter with
        {
            Event = null,
            EventGzip = null,
            OriginalEventGzip = null,
            Message = Once(letter.Message)!,
            Handler = listed.Handler!,
            Upstream = listed.Upstream,
            LetterId = listed.LetterId!,
            EventKey = listed.EventKey,
        });

        string? Once(string? text)
        {
            if (text is null)
            {
                return null;
            }

            if (texts.TryGetValue(text, out var known))
            {
                return known;
            }

            // Texts from outside may all differ.
            if (texts.Count < 10_000)
            {
                texts[text] = text;
            }

            return text;
        }
    }

    public bool IsMeant(LetterFilter filter, DateTimeOffset now) => filter.IsEmpty || (Letter is not null && filter.Matches(Letter, now));
}
