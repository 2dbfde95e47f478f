using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>One party of a conversation, with the attributes that were written on it.</summary>
/// <param name="Purpose">customer, external, agent, acd, ivr, workflow, …</param>
public sealed record Participant(string Id, string Purpose)
{
    public string? Address { get; init; }

    internal JsonObject Attributes { get; } = [];

    internal JsonObject Write()
    {
        var json = new JsonObject { ["id"] = Id, ["purpose"] = Purpose, ["attributes"] = Attributes.DeepClone() };
        if (Address is not null)
        {
            json["address"] = Address;
        }

        return json;
    }
}
