using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Credentials;

/// <summary>What a token endpoint grants (RFC 6749, 5.1).</summary>
internal sealed record TokenAnswer(string AccessToken, TimeSpan Life)
{
    /// <summary>Two days. A token that is said to live longer is renewed then all the same.</summary>
    private const long LongestSeconds = 172_800;

    /// <summary>How long to keep the token: not to its very end, since a request takes time and clocks differ.</summary>
    public TimeSpan Kept => Life - TimeSpan.FromSeconds(Math.Min(60, Life.TotalSeconds / 10));

    /// <returns>Null for an answer that holds no token.</returns>
    public static TokenAnswer? Read(ReadOnlyMemory<byte> body, TimeSpan lifeUnlessSaid, string? within = null)
    {
        try
        {
            var grant = ReceivedJson.Parse(body.Span);
            return (within is null || grant.TryMember(within, out grant))
                && grant.TryMember("access_token", out var token)
                && token.TryText(out var text)
                && text.Length > 0
                && text.All(c => char.IsBetween(c, '!', '~'))
                    ? new(text, ReadLife(grant) ?? lifeUnlessSaid)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? ReadLife(JsonElement answer) =>
        answer.TryMember("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetDouble(out var value) && value >= 1
            ? TimeSpan.FromSeconds(Math.Min(value, LongestSeconds))
            : null;
}
