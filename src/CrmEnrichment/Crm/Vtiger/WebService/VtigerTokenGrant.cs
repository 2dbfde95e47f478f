using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>A token for a user's password, from a secret <c>{"username": "…", "password": "…"}</c>, for an hour unless the answer says how long.</summary>
internal sealed class VtigerTokenGrant : TokenGrant
{
    public override TimeSpan LifeUnlessSaid => TimeSpan.FromHours(1);

    public override string? Within => "result";

    public override HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now) => new(HttpMethod.Post, "index.php?module=Users&action=GetToken")
    {
        Content = new ByteArrayContent(Body(
            secret.Member("username", "the Vtiger user's name"),
            secret.Text("password", "the user's password")))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };

    public override string Fix(string secretId) =>
        $"Check the members 'username' and 'password' of the secret '{secretId}', and that this Vtiger has the endpoint at all: 8.3 has not, then leave Crm__Sources__N__Vtiger__Auth at Challenge.";

    private static byte[] Body(string user, string password)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("username", user);
            json.WriteString("password", password);
            json.WriteString("access_type", "online");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
