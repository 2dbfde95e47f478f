using System.Net;
using System.Net.Http.Headers;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>What a caller tells the handlers about one request.</summary>
public static class UpstreamRequest
{
    private static readonly HttpRequestOptionsKey<bool> s_repeatable = new("CrmEnrichment.Repeatable");
    private static readonly HttpRequestOptionsKey<string> s_right = new("CrmEnrichment.Right");
    private static readonly HttpRequestOptionsKey<string> s_check = new("CrmEnrichment.Check");
    private static readonly HttpRequestOptionsKey<HttpStatusCode[]> s_accepted = new("CrmEnrichment.Accepted");
    private static readonly HttpRequestOptionsKey<bool> s_renewed = new("CrmEnrichment.Renewed");
    private static readonly HttpRequestOptionsKey<int> s_attempts = new("CrmEnrichment.Attempts");

    private static readonly MediaTypeWithQualityHeaderValue s_json = new("application/json");

    /// <summary>Asks for JSON.</summary>
    public static void AcceptsJson(this HttpRequestMessage request) => request.Headers.Accept.Add(s_json);

    /// <summary>Marks a POST that may be sent twice without harm (a search, a token). All other methods may be anyway.</summary>
    /// <remarks>A POST without this mark is retried only when the upstream cannot have acted on it: otherwise a CRM could get a note twice.</remarks>
    public static HttpRequestMessage MayRepeat(this HttpRequestMessage request)
    {
        request.Options.Set(s_repeatable, true);
        return request;
    }

    /// <summary>Names the scope or right that a 403 would ask for.</summary>
    public static HttpRequestMessage Needs(this HttpRequestMessage request, string right)
    {
        request.Options.Set(s_right, right);
        return request;
    }

    /// <summary>Says in whole sentences what to check after a 403, where that may be something else than a right to grant.</summary>
    public static HttpRequestMessage AfterForbidden(this HttpRequestMessage request, string check)
    {
        request.Options.Set(s_check, check);
        return request;
    }

    /// <summary>Statuses that the caller reads itself, besides 2xx and 404.</summary>
    public static HttpRequestMessage Accepts(this HttpRequestMessage request, params HttpStatusCode[] statuses)
    {
        request.Options.Set(s_accepted, statuses);
        return request;
    }

    internal static bool IsRepeatable(this HttpRequestMessage request) =>
        request.Method != HttpMethod.Post || (request.Options.TryGetValue(s_repeatable, out var repeatable) && repeatable);

    internal static string? RightNeeded(this HttpRequestMessage request) => request.Options.TryGetValue(s_right, out var right) ? right : null;

    internal static string? CheckAfterForbidden(this HttpRequestMessage request) => request.Options.TryGetValue(s_check, out var check) ? check : null;

    internal static bool IsAccepted(this HttpRequestMessage request, HttpStatusCode status) =>
        status == HttpStatusCode.NotFound
        || (int)status is >= 200 and < 300
        || (request.Options.TryGetValue(s_accepted, out var accepted) && accepted.Contains(status));

    /// <summary>True the first time that the request asks for new credentials: a retry must not ask again.</summary>
    internal static bool TakeRenewal(this HttpRequestMessage request)
    {
        var taken = request.Options.TryGetValue(s_renewed, out var renewed) && renewed;
        request.Options.Set(s_renewed, true);
        return !taken;
    }

    internal static int Attempts(this HttpRequestMessage request) => request.Options.TryGetValue(s_attempts, out var attempts) ? attempts : 0;

    internal static void CountAttempt(this HttpRequestMessage request) => request.Options.Set(s_attempts, request.Attempts() + 1);
}
