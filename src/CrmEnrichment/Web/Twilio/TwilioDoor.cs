using CrmEnrichment.DeadLetters;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Twilio;

/// <summary>The door for Twilio's callbacks: a signed form becomes an event, and goes through the boundary to each handler that it concerns.</summary>
/// <remarks>204 says that the event is safe: handled, or kept in a letter. Twilio may send again what got another answer.</remarks>
public sealed partial class TwilioDoor
{
    /// <summary>Twilio waits 15 seconds, and an answer after that is none.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan s_longestCheck = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, string> s_sources = new(StringComparer.Ordinal)
    {
        ["/twilio/taskrouter"] = TwilioCallback.TaskRouterSource,
        ["/twilio/voice"] = TwilioCallback.VoiceSource,
    };

    private readonly TwilioOptions _options;
    private readonly FreshSecret<string> _token;
    private readonly EventRoute[] _routes;
    private readonly TimeProvider _time;
    private readonly ILogger<TwilioDoor> _log;

    internal TwilioDoor(TwilioOptions options, ISecrets secrets, IEnumerable<EventRoute> routes, TimeProvider time, ILogger<TwilioDoor> log) =>
        (_options, _routes, _time, _log, _token) = (options, [.. routes], time, log, new(TwilioClient.Name, options.SecretId, secrets, time, log, ReadToken));

    /// <summary>Reads what Twilio is known by, ahead of the first callback.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    internal Task ConnectAsync(CancellationToken ct) => _token.GetAsync(ct);

    /// <param name="request">Of the paths <c>/twilio/taskrouter</c> and <c>/twilio/voice</c>.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="function">The function at work.</param>
    /// <param name="ct">Ends the work.</param>
    /// <exception cref="EventNotKeptException">The event failed and could not be kept: Lambda must see the invocation fail, and Twilio gets a 5xx.</exception>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, TimeSpan timeLeft, FunctionIdentity function, CancellationToken ct)
    {
        if (request.Body.Length > ApiRequest.LongestBody)
        {
            return ApiAnswer.Problem(413, "Too large", $"Send at most {ApiRequest.LongestBody} characters.");
        }

        if (!s_sources.TryGetValue(request.Path, out var source))
        {
            return ApiAnswer.Problem(404, "Not found", $"The paths are {string.Join(", ", s_sources.Keys)}.");
        }

        if (request.Method is not "POST")
        {
            return ApiAnswer.Problem(405, "Method not allowed", "Use POST.").With("allow", "POST");
        }

        var started = _time.GetTimestamp();
        if (await IsSignedAsync(request, ct) is not { } isSigned)
        {
            return NotNow();
        }

        if (!isSigned)
        {
            NotSigned(_log, request.Path);
            return ApiAnswer.Problem(403, "Forbidden", "The signature of Twilio is missing or wrong. Check Twilio__PublicUrl and the member 'auth_token' of the secret that Twilio__SecretId names.");
        }

        var left = timeLeft < s_longest ? timeLeft : s_longest;
        return await RunAsync(source, request, left - _time.GetElapsedTime(started), function, ct) ? new ApiAnswer(204, "") : NotNow();
    }

    private async Task<bool> RunAsync(string source, ApiRequest request, TimeSpan timeLeft, FunctionIdentity function, CancellationToken ct)
    {
        // The form and nothing else: no header, and so no signature, gets into a letter.
        var payload = TwilioCallback.Write(source, request.FormFields(), _time.GetUtcNow());
        var delivery = new Delivery(payload, request.RequestId ?? "", timeLeft, function);
        var outcomes = await Task.WhenAll(EventRoute.Concerned(_routes, payload).Select(route => route.RunAsync(delivery, ct)));

        // What another delivery has in hand is not safe yet: if its process is killed, only Twilio has the event.
        return !Array.Exists(outcomes, outcome => outcome is Outcome.InProgress);
    }

    /// <returns>Null where that cannot be found out at present.</returns>
    private async Task<bool?> IsSignedAsync(ApiRequest request, CancellationToken ct)
    {
        if (request.Header("x-twilio-signature") is not { } signature)
        {
            return false;
        }

        using var limit = TimeLimit.Start(s_longestCheck, _time, ct);
        try
        {
            return Holds(await _token.GetAsync(limit.Token)) || Holds(await _token.GetNewerAsync(limit.Token));
        }
        catch (Exception e) when (e is UpstreamException || (e is OperationCanceledException && limit.IsOver))
        {
            TokenNotRead(_log, e is UpstreamException ? e.Message : "The secret was not read in time.");
            return null;
        }

        bool Holds(string token) => TwilioSignature.Holds(signature, token, request, _options.PublicUrl!);
    }

    private static ApiAnswer NotNow() => ApiAnswer.Problem(503, "Not available", "Send it again in a moment.").After(TimeSpan.FromSeconds(10));

    private static string ReadToken(string secretId, string text) => new SecretDocument(TwilioClient.Name, secretId, text).Member("auth_token", "the auth token of the Twilio account");

    [LoggerMessage(511, LogLevel.Warning, "Callback to {Path} refused: its signature is missing or not Twilio's. If Twilio sent it, check Twilio__PublicUrl and the auth token in the secret.")]
    private static partial void NotSigned(ILogger log, string path);

    [LoggerMessage(512, LogLevel.Error, "Callback not taken: its signature could not be checked. {Reason}")]
    private static partial void TokenNotRead(ILogger log, string reason);
}
