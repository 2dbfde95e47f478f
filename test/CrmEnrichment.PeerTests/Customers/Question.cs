namespace CrmEnrichment.PeerTests.Customers;

/// <summary>A number as it is written in a region, about some country; asked of both libraries.</summary>
internal sealed record Question(string About, string Region, string Text)
{
    public override string ToString() => $"{Region}\t{Text}";
}
