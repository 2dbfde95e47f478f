using CrmEnrichment.Configuration;

namespace CrmEnrichment.Journal.Policies;

/// <summary>One entry of <c>Journal:Owners</c>: which user of a CRM an agent is.</summary>
/// <param name="Agent">The agent's e-mail address, or id on the platform.</param>
/// <param name="Owner">The user's id in the CRM.</param>
/// <param name="Crm">The source; empty for each.</param>
public sealed record OwnerRule(string Agent, string Owner, string Crm)
{
    internal static OwnerRule Read(Settings settings)
    {
        var rule = new OwnerRule(
            settings.Text(nameof(Agent), "set the agent's e-mail address or id"),
            settings.Text(nameof(Owner), "set the CRM's id of the user"),
            settings.Text(nameof(Crm), "name a source", ""));
        settings.RefuseUnknownKeys();
        return rule;
    }

    public override string ToString() => $"owner of one agent in {(Crm.Length == 0 ? "each CRM" : Crm)}";
}
