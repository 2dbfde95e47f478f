namespace CrmEnrichment.PeerTests.Customers;

/// <summary>How numbers are drawn for a country and dialled in it; apart from the tables that are tested.</summary>
/// <param name="Region">ISO 3166 code.</param>
/// <param name="CallingCode">As E.164 has it.</param>
/// <param name="Trunk">What is dialled in front of national numbers; empty where nothing is.</param>
/// <param name="Abroad">What is dialled in front of a calling code.</param>
/// <param name="Shortest">The fewest digits that are drawn, one less than the usual national numbers have.</param>
/// <param name="Longest">The most, one more than the usual ones have.</param>
internal sealed record Country(string Region, string CallingCode, string Trunk, string Abroad, int Shortest, int Longest)
{
    public static IReadOnlyList<Country> Thirty { get; } =
    [
        new("AE", "971", "0", "00", 7, 10),
        new("AR", "54", "0", "00", 9, 12),
        new("AT", "43", "0", "00", 6, 13),
        new("AU", "61", "0", "0011", 8, 11),
        new("BE", "32", "0", "00", 7, 10),
        new("BR", "55", "0", "0014", 9, 12),
        new("CA", "1", "1", "011", 9, 11),
        new("CH", "41", "0", "00", 8, 10),
        new("CN", "86", "0", "00", 9, 12),
        new("CZ", "420", "", "00", 8, 10),
        new("DE", "49", "0", "00", 6, 12),
        new("DK", "45", "", "00", 7, 9),
        new("ES", "34", "", "00", 8, 10),
        new("FR", "33", "0", "00", 8, 10),
        new("GB", "44", "0", "00", 8, 11),
        new("IE", "353", "0", "00", 6, 10),
        new("IL", "972", "0", "00", 7, 10),
        new("IN", "91", "0", "00", 9, 11),
        new("IT", "39", "", "00", 6, 12),
        new("JP", "81", "0", "010", 8, 11),
        new("KR", "82", "0", "001", 7, 11),
        new("MX", "52", "", "00", 9, 11),
        new("NL", "31", "0", "00", 8, 10),
        new("NO", "47", "", "00", 7, 9),
        new("PL", "48", "", "00", 8, 10),
        new("PT", "351", "", "00", 8, 10),
        new("SE", "46", "0", "00", 6, 10),
        new("SG", "65", "", "000", 7, 9),
        new("US", "1", "1", "011", 9, 11),
        new("ZA", "27", "0", "00", 8, 10),
    ];
}
