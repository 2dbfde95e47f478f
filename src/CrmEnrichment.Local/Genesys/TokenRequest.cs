using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Genesys;

/// <summary>What the login host thinks of a request for a token: HTTP Basic and a form, nothing else.</summary>
internal static class TokenRequest
{
    /// <returns>Null when a token may be issued.</returns>
    public static (int Status, string Error, string Description)? Judge(RecordedRequest request, (string Id, string Secret) client)
    {
        if (!(request.Headers.GetValueOrDefault("Content-Type") ?? "").StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return (415, "invalid_request", "the body must be a form");
        }

        var form = QueryHelpers.ParseQuery(request.Body);
        if (form.GetValueOrDefault("grant_type").ToString() is not "client_credentials")
        {
            return (400, "invalid_request", "invalid or missing grant_type");
        }

        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}"));
        return string.Equals(request.Headers.GetValueOrDefault("Authorization"), basic, StringComparison.Ordinal) ? null : (401, "invalid_client", "authentication failed");
    }

    public static JsonObject Error((int Status, string Error, string Description) refused) => new()
    {
        ["error"] = refused.Error,
        ["description"] = refused.Description,
        ["error_description"] = refused.Description,
    };
}
