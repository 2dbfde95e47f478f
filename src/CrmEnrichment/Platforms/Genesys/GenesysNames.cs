using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Names of wrap-ups, queues and agents of Genesys Cloud, and links into its own pages (docs/contracts.md).</summary>
internal sealed class GenesysNames(GenesysClient client, GenesysOptions options, NameCache cache) : IPlatformNames
{
    public bool Knows(string origin) => origin is ParticipantAttributesWriter.PartnerOrigin or TutorialContextWriter.TutorialOrigin;

    public Task<string?> WrapUpAsync(string code, CancellationToken ct) => NameAsync("routing/wrapupcodes", code, "routing:wrapupCode:view to a role of the OAuth client", ct);

    public Task<string?> QueueAsync(string id, CancellationToken ct) => NameAsync("routing/queues", id, "routing:queue:view to a role of the OAuth client", ct);

    public async Task<AgentNames?> AgentAsync(string id, CancellationToken ct)
    {
        var text = await AskAsync("users", id, "directory:user:view to a role of the OAuth client", Write, ct);
        return text is null ? null : JsonSerializer.Deserialize(text, GenesysNamesJson.Default.AgentNames);
    }

    public Uri? LinkTo(string interactionId) =>
        options.InteractionLink is { Length: > 0 } template && Guid.TryParseExact(interactionId, "D", out _)
            ? new Uri(template.Replace(GenesysOptions.IdInLink, interactionId, StringComparison.Ordinal))
            : null;

    private static string? Write(JsonElement user)
    {
        var read = new FieldReader(user, "user");
        var agent = new AgentNames(read.Text("name"), read.Text("email"));
        return (agent.Name ?? agent.Email) is null ? null : JsonSerializer.Serialize(agent, GenesysNamesJson.Default.AgentNames);
    }

    private Task<string?> NameAsync(string path, string id, string right, CancellationToken ct) =>
        AskAsync(path, id, right, found => new FieldReader(found, "found").Text("name") is { Length: > 0 } name ? name : null, ct);

    /// <summary>Ids come from outside and get into a path: what is no UUID, such as <c>ININ-WRAP-UP-TIMEOUT</c>, is not asked for.</summary>
    private async Task<string?> AskAsync(string path, string id, string right, Func<JsonElement, string?> read, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var uuid)
            ? await cache.GetAsync($"genesys/{path}/{uuid:D}", async token => await client.FindAsync($"api/v2/{path}/{uuid:D}", right, token) is { } found ? read(found) : null, ct)
            : null;
}
