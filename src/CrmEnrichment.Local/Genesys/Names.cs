using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>What the organisation calls its wrap-ups, queues and agents, by the ids of the sample events.</summary>
public sealed class Names
{
    private readonly ConcurrentDictionary<string, JsonObject> _byPath = new(StringComparer.OrdinalIgnoreCase);

    internal Names()
    {
        WrapUp("51a20005-4a1b-4c2d-8e3f-09dd323e9aab", "Payment promised");
        WrapUp("51a20006-4a1b-4c2d-8e3f-09dd323ebb9a", "Paid");
        Queue("51a20001-4a1b-4c2d-8e3f-09dd323e1eef", "Billing");
        Agent("51a20002-4a1b-4c2d-8e3f-09dd323e3dde", "Alex Agent", "alex.agent@example.org");
    }

    public void WrapUp(string id, string name) => Put("routing/wrapupcodes", id, name);

    public void Queue(string id, string name) => Put("routing/queues", id, name);

    public void Agent(string id, string name, string email) => Put("users", id, name)["email"] = email;

    /// <summary>From now on Genesys answers 404 for it.</summary>
    /// <param name="path">Such as <c>users/51a2…</c>.</param>
    public void Forget(string path) => _byPath.TryRemove(path, out _);

    internal JsonObject? Find(string path) => (JsonObject?)_byPath.GetValueOrDefault(path)?.DeepClone();

    private JsonObject Put(string kind, string id, string name) => _byPath[$"{kind}/{id}"] = new JsonObject { ["id"] = id, ["name"] = name, ["selfUri"] = $"/api/v2/{kind}/{id}" };
}
