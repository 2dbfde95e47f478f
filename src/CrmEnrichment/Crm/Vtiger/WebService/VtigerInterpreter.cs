using System.Net;
using System.Web;
using CrmEnrichment.Http.Retries;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>Between HTTP and Vtiger, which takes its session out of the body and says 200 to everything.</summary>
/// <remarks>So that a session that has ended is a 401, a missing right a 403 and a passing fault a 500, and is treated as everywhere else.</remarks>
internal sealed class VtigerInterpreter : DelegatingHandler
{
    /// <summary>What we give to a retrieved record that does not exist, or that the user may not see: Vtiger tells no difference.</summary>
    public const HttpStatusCode NoSuchRecord = HttpStatusCode.Gone;

    /// <summary>What we give to a create that duplicate prevention refuses; its code is the number 0.</summary>
    public const HttpStatusCode Duplicate = HttpStatusCode.Conflict;

    /// <summary>The form of an operation that writes: the session is added to it.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<KeyValuePair<string, string>>> Form { get; } = new("CrmEnrichment.VtigerForm");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is { Scheme: VtigerSession.Scheme, Parameter: { } session })
        {
            request.Headers.Authorization = null;
            // Vtiger reads it from the address too, which ends up in access logs.
            request.Content = new FormUrlEncodedContent([.. FormOf(request), new("sessionName", session)]);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return response;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (VtigerAnswer.ErrorCode(body) is { } code)
        {
            response.StatusCode = Status(code, Operation(request));
        }
        else if (IsOfWebService(request) && VtigerAnswer.Instead(body) is { } words)
        {
            response.Dispose();
            throw new UnreadableAnswerException($"Vtiger {words}");
        }

        return response;
    }

    /// <summary>Codes as they were recorded from Vtiger 8.3, and two that only its source has (SESSION_…).</summary>
    internal static HttpStatusCode Status(string code, string? operation) => (code, operation) switch
    {
        ("INVALID_SESSIONID" or "SESSION_EXPIRED" or "SESSION_LEFT_IDLE" or "AUTHENTICATION_REQUIRED", _) => HttpStatusCode.Unauthorized,
        ("INVALID_USER_CREDENTIALS" or "INVALID_AUTH_TOKEN", _) => HttpStatusCode.Unauthorized,
        ("ACCESS_DENIED" or "INVALID_ID_ATTRIBUTE", "retrieve") => NoSuchRecord,
        ("ACCESS_DENIED", _) => HttpStatusCode.Forbidden,
        ("", "create") => Duplicate,
        ("INTERNAL_SERVER_ERROR" or "DATABASE_QUERY_ERROR", _) => HttpStatusCode.InternalServerError,
        _ => HttpStatusCode.BadRequest,
    };

    /// <summary>PHP's pages come with 200, too, and pass as its faults do. The token endpoint has an answer of its own for being none.</summary>
    private static bool IsOfWebService(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/webservice.php", StringComparison.Ordinal);

    private static string? Operation(HttpRequestMessage request) =>
        HttpUtility.ParseQueryString(request.RequestUri!.Query)["operation"] ?? FormOf(request).FirstOrDefault(field => field.Key is "operation").Value;

    private static IReadOnlyList<KeyValuePair<string, string>> FormOf(HttpRequestMessage request) => request.Options.TryGetValue(Form, out var form) ? form : [];
}
