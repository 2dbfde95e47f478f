namespace CrmEnrichment.Local.Show;

/// <summary>One expectation of the show, and what came of it.</summary>
internal sealed record Check(string What, string Expected, string Actual)
{
    public bool Holds => string.Equals(Expected, Actual, StringComparison.Ordinal);
}
