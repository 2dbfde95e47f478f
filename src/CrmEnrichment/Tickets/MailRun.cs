using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Tickets;

/// <summary>One run in one mailbox.</summary>
/// <param name="Invocation">The owner of leases and claims.</param>
/// <param name="Function">At work, for letters.</param>
/// <param name="End">After it no message is begun.</param>
internal sealed record MailRun(string Invocation, FunctionIdentity Function, DateTimeOffset End);
