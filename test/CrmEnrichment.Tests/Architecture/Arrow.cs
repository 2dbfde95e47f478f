namespace CrmEnrichment.Tests.Architecture;

/// <summary>One room or folder refers to a type of another.</summary>
/// <param name="From">Such as <c>Customers</c> or <c>Customers/Lookups</c>.</param>
/// <param name="To">In the same form.</param>
internal sealed record Arrow(string From, string To)
{
    public override string ToString() => $"{From} -> {To}";
}
