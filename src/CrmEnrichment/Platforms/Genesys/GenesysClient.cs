using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>The calls that we make to Genesys Cloud (docs/contracts.md).</summary>
internal sealed class GenesysClient(HttpClient http, ICredentials credentials, ILogger<GenesysClient> log)
{
    public const string Name = "Genesys";

    // The operation lists no permission of its own (docs/contracts.md); divisions and allowed IP ranges still apply.
    private const string RightToWrite = "the OAuth client a role in the conversation's division (tutorial dialect: the scope interaction:write), and check its allowed IP ranges";

    private const string RightToRead = "conversation:communication:view to a role of the OAuth client";

    /// <summary>Of the form that conversations' ids have, and nobody's.</summary>
    private const string NobodysConversation = "00000000-0000-4000-8000-000000000000";

    /// <summary>Fetches the token ahead of need, side by side with the CRM look-up.</summary>
    public async Task SignInAsync(CancellationToken ct) => await credentials.GetAsync(ct);

    /// <summary>Signs in and asks for a conversation that is not there: that Genesys says so proves address, client and role. It is a read, for a probe must not write.</summary>
    /// <exception cref="UpstreamException">No token, a right is missing, or whoever answers is not Genesys Cloud.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v2/conversations/{NobodysConversation}");
        using var response = await http.SendAsync(request.Needs(RightToRead), ct);
        if (response.StatusCode is System.Net.HttpStatusCode.NotFound && !IsGenesysError(await response.Content.ReadAsByteArrayAsync(ct)))
        {
            // Contexts would vanish here as if their interactions were gone.
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: who answered with 404 is not Genesys Cloud's Platform API. Check Genesys__Region and Genesys__ApiUrl.");
        }
    }

    private static bool IsGenesysError(byte[] body)
    {
        try
        {
            return ReceivedJson.Parse(body).TryMember("code", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>One object within one member: <c>{"attributes": {…}}</c>.</summary>
    public static byte[] Body(string member, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(member);
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <returns>False when what is to be changed is gone (404).</returns>
    public async Task<bool> PatchAsync(string path, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.SendAsync(request.Needs(RightToWrite), ct);
        return response.StatusCode is not System.Net.HttpStatusCode.NotFound;
    }

    /// <returns>The participant with the purpose customer, else external; null when the conversation is gone.</returns>
    public async Task<string?> FindCustomerAsync(string conversationId, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v2/conversations/{conversationId}");
        using var response = await http.SendAsync(request.Needs(RightToRead), ct);
        if (response.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        try
        {
            var conversation = ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            var participants = conversation.GetProperty("participants").EnumerateArray().ToLookup(
                participant => participant.GetProperty("purpose").GetString(),
                participant => participant.GetProperty("id").GetString(),
                StringComparer.OrdinalIgnoreCase);
            return participants["customer"].Concat(participants["external"]).FirstOrDefault(id => Guid.TryParseExact(id, "D", out _))
                ?? throw Unreadable("no participant with the purpose customer");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unreadable("no readable list of participants");
        }
    }

    /// <param name="path">Of one thing, its id included.</param>
    /// <param name="right">What reading it needs, and from whom.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Null where there is none (404), or where it may not be read (403).</returns>
    public async Task<JsonElement?> FindAsync(string path, string right, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await http.SendAsync(request.Needs(right).Accepts(System.Net.HttpStatusCode.Forbidden), ct);
        if (response.StatusCode is System.Net.HttpStatusCode.Forbidden)
        {
            log.MayNotRead(right);
            return null;
        }

        if (response.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        try
        {
            return ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException)
        {
            throw new UpstreamException(Name, UpstreamFault.Unavailable, $"{Name} answered a question for a name with something that is no JSON.");
        }
    }

    private static UpstreamException Unreadable(string what) =>
        new(Name, UpstreamFault.Unavailable, $"Genesys answered a conversation with {what}.");
}
