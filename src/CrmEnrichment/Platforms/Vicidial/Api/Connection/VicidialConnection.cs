using System.Net;
using System.Text;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Calls functions of one of VICIdial's two APIs.</summary>
/// <param name="http">Knows the login.</param>
/// <param name="path">The API's, relative to the web server.</param>
internal sealed class VicidialConnection(HttpClient http, string path)
{
    public const string Name = "Vicidial";

    /// <summary>Asks for what changes nothing; a failed attempt is repeated.</summary>
    /// <param name="function">Its name in VICIdial.</param>
    /// <param name="right">What the API user needs, beside the function's name in the list of those that it may use.</param>
    /// <param name="fields">Those that are null are left out.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="UpstreamException">VICIdial was not reached, or does not let us in.</exception>
    public Task<VicidialAnswer> AskAsync(string function, string right, IReadOnlyList<(string Name, string? Value)> fields, CancellationToken ct) =>
        SendAsync(function, right, fields, mayRepeat: true, ct);

    /// <summary>As <see cref="AskAsync"/>, for what changes something: it is sent again only where VICIdial cannot have acted on it.</summary>
    public Task<VicidialAnswer> DoAsync(string function, string right, IReadOnlyList<(string Name, string? Value)> fields, CancellationToken ct) =>
        SendAsync(function, right, fields, mayRepeat: false, ct);

    /// <summary>For an answer that is none of those which VICIdial gives.</summary>
    public static UpstreamException Unreadable(string function) =>
        new(Name, UpstreamFault.Unavailable, $"{Name}: {function} was answered with something that is no answer of it. Check VicidialApi__Url, and look into the web server's error log.");

    private async Task<VicidialAnswer> SendAsync(string function, string right, IReadOnlyList<(string Name, string? Value)> fields, bool mayRepeat, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Options.Set(
            VicidialInterpreter.Form,
            [new("function", function), .. fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!))]);
        request.Needs($"the API user {right}, and the function {function} among its allowed API functions");
        using var response = await http.SendAsync(mayRepeat ? request.MayRepeat() : request, ct);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            throw Rejected($"there is no /{path} at the configured address. Check VicidialApi__Url and VicidialApi__AgentUrl");
        }

        var answer = new VicidialAnswer(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(ct)));
        return answer.Error switch
        {
            { } error when error.Says("Invalid Source") => throw Rejected("the source is refused. Set VicidialApi__Source to at least two letters or digits"),
            { } error when error.Says("NOT ACTIVE") => throw Rejected("its API is switched off. Set 'Agent API Active' to 1 (Admin, System Settings)"),
            { } error when error.Says("NO FUNCTION SPECIFIED") => throw Rejected($"it does not know the function {function}. This version is too old for it"),
            _ => answer,
        };
    }

    private static UpstreamException Rejected(string what) => new(Name, UpstreamFault.Rejected, $"{Name}: {what}.");
}
