using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>A question for past conversations, and its answer as Genesys Cloud gives it.</summary>
internal sealed record DetailsQuery(DateTimeOffset From, DateTimeOffset To, int PageSize, int PageNumber)
{
    public const int LongestDays = 7;

    public const int MostOnPage = 100;

    /// <returns>Null for what Genesys refuses.</returns>
    public static DetailsQuery? Read(JsonObject? body)
    {
        if (body?["interval"]?.GetValue<string>().Split('/') is not [var first, var last] || Time(first) is not { } from || Time(last) is not { } to)
        {
            return null;
        }

        var (size, number) = (body["paging"]?["pageSize"]?.GetValue<int>() ?? 25, body["paging"]?["pageNumber"]?.GetValue<int>() ?? 1);
        return from < to && to - from <= TimeSpan.FromDays(LongestDays) && size is > 0 and <= MostOnPage && number > 0 ? new(from, to, size, number) : null;
    }

    /// <summary>Those that began on a day of the interval and began, ended or did something in it.</summary>
    public JsonObject Answer(IEnumerable<Conversation> all)
    {
        var found = all.Where(conversation => conversation.Details.Start is { } start && start >= new DateTimeOffset(From.UtcDateTime.Date, TimeSpan.Zero) && start < To && !(conversation.Details.End < From))
            .OrderBy(conversation => conversation.Details.Start).ThenBy(conversation => conversation.Id, StringComparer.Ordinal).ToList();
        JsonNode[] page = [.. found.Skip((PageNumber - 1) * PageSize).Take(PageSize).Select(conversation => conversation.Details.Write(conversation.Id))];
        var answer = new JsonObject { ["totalHits"] = found.Count };
        if (page.Length > 0)
        {
            answer["conversations"] = new JsonArray(page);
        }

        return answer;
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
