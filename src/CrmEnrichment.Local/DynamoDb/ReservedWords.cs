namespace CrmEnrichment.Local.DynamoDb;

/// <summary>
/// DynamoDB refuses these as plain attribute names in an expression (ttl, value and state among them; "#alias" is the way out).
/// The list is the developer guide's "Reserved words in DynamoDB".
/// </summary>
internal static class ReservedWords
{
    private static readonly HashSet<string> Words = Read();

    public static bool Contains(string name) => Words.Contains(name);

    private static HashSet<string> Read()
    {
        using var stream = typeof(ReservedWords).Assembly.GetManifestResourceStream("reserved-words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
