namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>An element whose end has not come yet.</summary>
internal sealed record OpenElement(string Name, Role Role, Layout Layout);
