namespace CrmEnrichment.Platforms.Vicidial.Api.Agents;

/// <summary>The lead that an agent has on the screen.</summary>
/// <param name="Agent">The agent's user id.</param>
/// <param name="LeadId">VICIdial's own.</param>
internal sealed record AgentScreen(string Agent, string LeadId);
