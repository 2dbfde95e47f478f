using System.Net;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>The calls that we make to Twilio's TaskRouter (docs/contracts.md).</summary>
internal sealed class TwilioClient(HttpClient http, Http.ICredentials credentials, string workspace)
{
    public const string Name = "Twilio";

    private const string Right = "the API key TaskRouter's tasks (a standard key has them), and check that it is of the workspace's account";

    /// <summary>Reads the secret ahead of need, side by side with the CRM look-up.</summary>
    public async Task SignInAsync(CancellationToken ct) => await credentials.GetAsync(ct);

    /// <summary>Lists one task: that there is a list proves address, credentials and workspace.</summary>
    /// <exception cref="UpstreamException">Refused, or there is no such workspace.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        if (await GetAsync($"{Tasks}?PageSize=1", ct) is null)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the workspace does not exist (404). Check Twilio__WorkspaceSid, and that the credentials are of its account.");
        }
    }

    /// <returns>Null when the task is gone (404).</returns>
    public async Task<TwilioTask?> FindAsync(string taskSid, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Tasks}/{taskSid}");
        using var response = await http.SendAsync(request.Needs(Right), ct);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        // As it came: a write has to name it without any change. Without it the last writer would win, and others' attributes be lost.
        var version = response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.First() : throw Unreadable("a task without its ETag");
        return TwilioTask.Read(await ReadAsync(response, ct), version) ?? throw Unreadable("something that is no task");
    }

    /// <returns>Which of the three it was.</returns>
    /// <exception cref="UpstreamException">It was refused.</exception>
    public async Task<AttributesWrite> WriteAttributesAsync(string taskSid, string attributes, string version, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Tasks}/{taskSid}") { Content = new FormUrlEncodedContent([new("Attributes", attributes)]) };
        request.Headers.TryAddWithoutValidation("If-Match", version);

        // Sent twice it does no harm: the second is answered with 412, and the attributes are read again.
        using var response = await http.SendAsync(request.Needs(Right).MayRepeat().Accepts(HttpStatusCode.PreconditionFailed), ct);
        return response.StatusCode switch
        {
            HttpStatusCode.PreconditionFailed => AttributesWrite.SomebodyWasFaster,
            HttpStatusCode.NotFound => AttributesWrite.Gone,
            _ => AttributesWrite.Written,
        };
    }

    /// <summary>The task of a phone call that is not over. Attributes of voice tasks hold <c>call_sid</c> by default.</summary>
    /// <param name="callSid">Of the form that SIDs have: it gets into an expression.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Null where there is none.</returns>
    public async Task<string?> FindOfCallAsync(string callSid, CancellationToken ct)
    {
        var expression = Uri.EscapeDataString($"{TaskAttributes.Call} == \"{callSid}\"");
        var answer = await GetAsync($"{Tasks}?EvaluateTaskAttributes={expression}&AssignmentStatus=pending,reserved,assigned,wrapping&PageSize=1", ct);
        return answer is { } page && page.TryMember("tasks", out var tasks) && tasks.ValueKind is JsonValueKind.Array
            && tasks.EnumerateArray().FirstOrDefault() is var first && first.TryMember("sid", out var sid) && sid.TryText(out var text) && TwilioSid.IsTask(text)
                ? text
                : null;
    }

    private string Tasks => $"v1/Workspaces/{workspace}/Tasks";

    /// <returns>Null for 404.</returns>
    private async Task<JsonElement?> GetAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await http.SendAsync(request.Needs(Right), ct);
        return response.StatusCode is HttpStatusCode.NotFound ? null : await ReadAsync(response, ct);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return ReceivedJson.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException)
        {
            throw Unreadable("something that is no JSON");
        }
    }

    private static UpstreamException Unreadable(string what) => new(Name, UpstreamFault.Unavailable, $"{Name} answered with {what}.");
}

/// <summary>What became of a write of attributes.</summary>
internal enum AttributesWrite
{
    Written,

    /// <summary>They have changed since they were read (412).</summary>
    SomebodyWasFaster,

    /// <summary>There is no such task any more (404).</summary>
    Gone,
}
