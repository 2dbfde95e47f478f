using System.Net;
using System.Text;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Between HTTP and VICIdial, which takes its login out of the form and says 200 to everything.</summary>
/// <remarks>So that a refused login is a 401, a missing right a 403 and a missing server a 503, and is treated as everywhere else. Only the form is used: what stands in an address ends up in access logs.</remarks>
internal sealed class VicidialInterpreter(string source) : DelegatingHandler
{
    /// <summary>The fields of a request, without the login.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<KeyValuePair<string, string>>> Form { get; } = new("CrmEnrichment.VicidialForm");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is { Scheme: VicidialCredentials.Scheme } login)
        {
            request.Headers.Authorization = null;
            var (user, password) = VicidialCredentials.Read(login);
            var fields = request.Options.TryGetValue(Form, out var form) ? form : [];
            request.Content = new FormUrlEncodedContent([new("source", source), new("user", user), new("pass", password), .. fields]);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return response;
        }

        var answer = new VicidialAnswer(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        if (answer.Lines.Count == 0 && answer.Text.TrimStart().StartsWith('<'))
        {
            response.Dispose();
            throw new UnreadableAnswerException("a page of HTML, which is no answer of VICIdial's API. Check VicidialApi__Url and what stands before the web server");
        }

        if (answer.Error is { } error)
        {
            response.StatusCode = Status(error, request);
        }

        return response;
    }

    /// <summary>The Agent API has one message for everything that keeps a user out, and says behind the login what it was.</summary>
    private static HttpStatusCode Status(AnswerLine error, HttpRequestMessage request)
    {
        if (error.Says("Login incorrect") || error.Says("Too many login attempts"))
        {
            return HttpStatusCode.Unauthorized;
        }

        if (error.Says("Invalid Username/Password"))
        {
            switch (error.Data)
            {
                case [_, _, _, _, "ERRSERVERS", ..]:
                    return HttpStatusCode.ServiceUnavailable;
                case [_, _, _, _, "IPBLOCK", ..]:
                    return Forbidden(request, Address);
                case [_, _, _, _, "GOOD", ..]:
                    return Forbidden(request, "Set 'Agent API Access' of the API user to 1 (Admin, Users).");
                default:
                    return HttpStatusCode.Unauthorized;
            }
        }

        return error.Says("Your IP Address is not allowed") ? Forbidden(request, Address)
            : error.Says("DOES NOT HAVE PERMISSION") ? Forbidden(request, $"Grant {request.RightNeeded()}.")
            : HttpStatusCode.OK;
    }

    private const string Address = "Add the address from which the functions call to the API IP list of the API user's group (Admin, User Groups); a NAT gateway gives them a fixed one.";

    private static HttpStatusCode Forbidden(HttpRequestMessage request, string check)
    {
        request.AfterForbidden(check);
        return HttpStatusCode.Forbidden;
    }
}
