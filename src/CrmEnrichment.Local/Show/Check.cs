using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Show;

/// <summary>One expectation of the show, and what came of it.</summary>
/// <param name="Cause">The invocation that it is about, to explain an unexpected result with.</param>
internal sealed record Check(string What, string Expected, string Actual, InvocationResult? Cause = null)
{
    public bool Holds => string.Equals(Expected, Actual, StringComparison.Ordinal);
}
