namespace CrmEnrichment.PhoneNumbers;

/// <summary>The ways in which people of one country write a number into a table, without separators.</summary>
/// <param name="E164">Such as <c>+493012345678</c>.</param>
/// <param name="Digits">The same without its plus; null where the digits may be another's national number, as <c>4921123456</c> in Germany.</param>
/// <param name="Dialled">As it is dialled from abroad, such as <c>00493012345678</c>; null where nobody can say how.</param>
/// <param name="National">As it is dialled within the country, such as <c>03012345678</c>; null for a number of another country, which could be anybody's here.</param>
public sealed record PhoneSpellings(string E164, string? Digits, string? Dialled, string? National)
{
    private const int LongestCallingCode = 3;

    // A country's own before the one that is understood almost everywhere.
    private static readonly string[] s_internationalPrefixes = ["0011", "011", "010", "810", "00"];

    // With the trunk prefix, where there is one: that is how national numbers are written.
    private static readonly string[] s_trunkPrefixes = ["0", "8", "06", ""];

    /// <summary>What is proposed is kept only if the country's reader reads the same number in it.</summary>
    public static PhoneSpellings Of(PhoneNumber number, PhoneNumberReader country)
    {
        var digits = number.E164[1..];
        var national =
            from code in Enumerable.Range(1, LongestCallingCode)
            from trunk in s_trunkPrefixes
            select trunk + digits[code..];
        return new(number.E164, country.MayBeAnother(digits, number) ? null : digits, Readable(s_internationalPrefixes.Select(prefix => prefix + digits)), Readable(national));

        string? Readable(IEnumerable<string> proposals) => proposals.FirstOrDefault(text => country.Reads(text, number));
    }

    // A number is personal data, in every spelling.
    public override string ToString() => "(spellings of a number)";
}
