using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Changes;

/// <summary>Up to where the changes of one part of a CRM are taken in.</summary>
/// <param name="At">To the second: this second is read again, since more can have changed in it.</param>
/// <param name="Told">What of it need not be told again: the record's id and the time of its change.</param>
internal sealed record ChangeCursor(DateTimeOffset At, IReadOnlyList<string> Told)
{
    /// <summary>A change this long ago is complete: no other one of the same second can follow.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);

    /// <summary>Two answers of the CRM that we know.</summary>
    private const int MostTold = 200;

    public static ChangeCursor From(DateTimeOffset now) => new(WholeSeconds(now), []);

    /// <returns>Null for nothing, and for what another version wrote.</returns>
    public static ChangeCursor? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, ChangeCursorJson.Default.ChangeCursor);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool IsNew(RecordChange change) => !Told.Contains(Mark(change), StringComparer.Ordinal);

    /// <summary>Where to read on. A time in the future moves it no further than to now: later changes would have earlier times.</summary>
    /// <returns>What moves on from a second with more changes than one answer holds has left the rest of them out.</returns>
    public (ChangeCursor Next, bool LeavesOut) After(ChangedRecords read, DateTimeOffset now)
    {
        if (read.Changes.Count == 0)
        {
            return (this, false);
        }

        var last = read.Changes.Max(change => change.ChangedAt) ?? At;
        if (read.IsCut && last <= At)
        {
            return (new(At.AddSeconds(1), []), true);
        }

        var at = last < now ? last : WholeSeconds(now);
        var told = read.Changes.Where(change => change.ChangedAt >= at && (change.ChangedAt < now - s_settled || change.ChangedAt > now)).Select(Mark);
        return (new(at, [.. told.Take(MostTold)]), false);
    }

    public override string ToString() => JsonSerializer.Serialize(this, ChangeCursorJson.Default.ChangeCursor);

    private static string Mark(RecordChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Id}@{change.ChangedAt?.ToUnixTimeSeconds()}");

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ChangeCursor))]
internal sealed partial class ChangeCursorJson : JsonSerializerContext;
