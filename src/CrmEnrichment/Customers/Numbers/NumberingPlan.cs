namespace CrmEnrichment.Customers.Numbers;

/// <summary>How one country dials.</summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="CallingCode">What E.164 puts in front of the national number.</param>
/// <param name="Trunk">What callers inside the country dial in front of the national number; empty where nothing is.</param>
/// <param name="International">What they dial in front of a calling code; several are parted by a space, none means that a carrier has to be chosen.</param>
/// <param name="Shortest">The fewest digits that a subscriber's national number has, without the trunk prefix.</param>
/// <param name="Longest">The most digits.</param>
internal sealed record NumberingPlan(string Country, string CallingCode, string Trunk, string International, int Shortest, int Longest)
{
    public string[] InternationalPrefixes { get; } = International.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool IsNorthAmerican => CallingCode is "1";

    /// <summary>The national number without its trunk prefix; empty when the digits can be none.</summary>
    public ReadOnlySpan<char> National(ReadOnlySpan<char> digits)
    {
        if (Trunk.Length == 0 || !digits.StartsWith(Trunk, StringComparison.Ordinal))
            return digits;

        // Where the trunk prefix is 8, numbers begin with 8 too (+7 800 …): only the length tells them apart.
        if (Trunk[0] == '8')
            return digits.Length == Longest + Trunk.Length ? digits[Trunk.Length..] : digits;

        var national = digits[Trunk.Length..];
        return national.StartsWith(Trunk, StringComparison.Ordinal) ? default : national;
    }

    /// <summary>Whether a number without trunk prefix can be a subscriber's.</summary>
    public bool Fits(ReadOnlySpan<char> national) =>
        national.Length >= Shortest && national.Length <= Longest
        && !national.StartsWith("00", StringComparison.Ordinal)
        && !(IsNorthAmerican && national[0] is '0' or '1');
}
