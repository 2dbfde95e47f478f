using System.Net;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>Genesys Cloud: tokens, and attributes onto participants (docs/contracts.md). It counts requests by token, or as some say by client.</summary>
/// <param name="scenario">Which of the two.</param>
/// <param name="facts">Its limit.</param>
/// <param name="calls">Told of each context.</param>
/// <param name="time">Now.</param>
internal sealed class Genesys(Scenario scenario, Facts facts, AllCalls calls, TimeProvider time)
{
    private readonly Dictionary<string, MinuteWindow> _tokens = new(StringComparer.Ordinal);

    public int Tokens => _tokens.Count;

    public HttpResponseMessage GrantToken()
    {
        var token = $"token-{_tokens.Count + 1}";
        _tokens.Add(token, scenario.GenesysCountsClients && _tokens.Count > 0 ? _tokens.First().Value : new MinuteWindow((int)facts["genesysAMinute"]));
        return Answers.Json($$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":86400}""");
    }

    /// <param name="path">Of the request: the conversation's id is its fourth part.</param>
    /// <param name="token">That it came with.</param>
    /// <param name="body">The attributes.</param>
    public HttpResponseMessage Patch(string path, string token, string body)
    {
        var now = time.GetUtcNow();
        var window = _tokens[token];
        if (!window.Take(now))
        {
            return Say(Answers.Json("""{"message":"Rate limit exceeded","code":"too.many.requests","status":429}""", HttpStatusCode.TooManyRequests), window, now)
                .With("Retry-After", window.SecondsLeft(now));
        }

        calls.HasContext(path.Split('/')[4], isFailed: body.Contains("\"crm.lookupStatus\":\"Failed\"", StringComparison.Ordinal));
        return Say(Answers.Empty(HttpStatusCode.Accepted), window, now);
    }

    private static HttpResponseMessage Say(HttpResponseMessage answer, MinuteWindow window, DateTimeOffset now) => answer
        .With("inin-ratelimit-count", window.Count)
        .With("inin-ratelimit-allowed", window.Allowed)
        .With("inin-ratelimit-reset", window.SecondsLeft(now));
}
