namespace CrmEnrichment.Tickets.Messages;

/// <summary>One header of a message, unfolded and decoded.</summary>
/// <param name="Name">In any case, as it was written.</param>
/// <param name="Value">Without the white space around it.</param>
public sealed record MailHeader(string Name, string Value);
