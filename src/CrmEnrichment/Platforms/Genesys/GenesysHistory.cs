using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Past conversations by Genesys Cloud's analytics: <c>POST /api/v2/analytics/conversations/details/query</c> (docs/contracts.md).</summary>
/// <remarks>A question is about one day of UTC at most. Genesys allows seven, but a day keeps what one question finds small, and each conversation belongs to the day on which it began.</remarks>
internal sealed class GenesysHistory(HttpClient http, TimeProvider time) : IInteractionHistory
{
    /// <summary>The most that Genesys gives at once.</summary>
    public const int PageSize = 100;

    /// <summary>A conversation has some ten kilobytes, one with many transfers a hundred.</summary>
    public const int MaxResponseBytes = 16 * 1024 * 1024;

    /// <summary>Beyond that many conversations of a day Genesys does not turn pages.</summary>
    private const int MostPages = 1000;

    private const string Path = "api/v2/analytics/conversations/details/query";

    private const string Right = "analytics:conversationDetail:view to a role of the OAuth client";

    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Two requests a second are 120 a minute. Genesys takes 300 of a token, and what enriches calls goes first.</summary>
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<string> Origins { get; } = [ParticipantAttributesWriter.PartnerOrigin, TutorialContextWriter.TutorialOrigin];

    public async IAsyncEnumerable<PastInteraction> ReadAsync(DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        long? asked = null;
        for (var from = since.ToUniversalTime(); from < until;)
        {
            var midnight = new DateTimeOffset(from.Date, TimeSpan.Zero).AddDays(1);
            var to = midnight < until ? midnight : until.ToUniversalTime();
            for (var page = 1; ; page++)
            {
                await WaitAsync(asked, ct);
                asked = time.GetTimestamp();
                var conversations = await AskAsync(from, to, page, ct);

                // Genesys also gives what began earlier on that day and was active in the period. That belongs to another question.
                foreach (var past in conversations.Select(GenesysPastConversation.Read).OfType<PastInteraction>().Where(past => past.StartedAt >= from && past.StartedAt < to))
                {
                    yield return past;
                }

                if (conversations.Count < PageSize)
                {
                    break;
                }

                if (page == MostPages)
                {
                    throw new UpstreamException(GenesysClient.Name, UpstreamFault.Rejected, $"{GenesysClient.Name} has more than {MostPages * PageSize} conversations from {from:u} to {to:u}, and gives no more of them: ask for a shorter period.");
                }
            }

            from = to;
        }
    }

    private async Task WaitAsync(long? asked, CancellationToken ct)
    {
        if (asked is { } last && s_apart - time.GetElapsedTime(last) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, ct);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> AskAsync(DateTimeOffset from, DateTimeOffset to, int page, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(Query(from, to, page)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.SendAsync(request.Needs(Right).MayRepeat(), ct);
        try
        {
            if (response.IsSuccessStatusCode && ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct)) is { ValueKind: JsonValueKind.Object } answer)
            {
                // Where there is none, the member is left out.
                return Items(answer, "conversations");
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new UpstreamException(GenesysClient.Name, UpstreamFault.Unavailable, $"{GenesysClient.Name} answered the question for past conversations with something that is no list of them. Check Genesys__Region and Genesys__ApiUrl.");
    }

    /// <returns>Nothing where the member is missing, or no array.</returns>
    public static IReadOnlyList<JsonElement> Items(JsonElement source, string member) =>
        source.TryMember(member, out var items) && items.ValueKind is JsonValueKind.Array ? [.. items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object)] : [];

    private static byte[] Query(DateTimeOffset from, DateTimeOffset to, int page)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("interval", $"{Iso(from)}/{Iso(to)}");
            json.WriteString("order", "asc");
            json.WriteString("orderBy", "conversationStart");
            json.WriteStartObject("paging");
            json.WriteNumber("pageSize", PageSize);
            json.WriteNumber("pageNumber", page);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();

        static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
