using CrmEnrichment.Customers.Numbers;

namespace CrmEnrichment.Customers;

/// <summary>Reads the phone number out of what a platform, a CRM or a person wrote.</summary>
/// <remarks>
/// A wrong number is worse than none, as it shows one customer's record for another's call: what can be read in two ways is not read.
/// After a plus, a number is taken on its calling code and total length alone (the network knows better than our table);
/// what somebody dialled, nationally or behind an international prefix, has to fit the numbering plan of its country.
/// </remarks>
public sealed class PhoneNumberReader
{
    private readonly NumberingPlan _home;

    /// <param name="defaultRegion">ISO 3166 code of the country whose national forms are understood, such as <c>US</c>.</param>
    public PhoneNumberReader(string defaultRegion) => _home = NumberingPlans.Of(defaultRegion)
        ?? throw new ArgumentException($"'{defaultRegion}' is no region whose numbers we know; give an ISO country code such as US or DE.", nameof(defaultRegion));

    /// <summary>Whether the national forms of this country, by its ISO code, can be read.</summary>
    public static bool IsKnownRegion(string? region) => NumberingPlans.Of(region) is not null;

    /// <returns>The number, or null for all that is none: withheld callers, short codes, words, addresses.</returns>
    public PhoneNumber? Read(string? text)
    {
        if (WrittenNumber.In(text) is not { } written)
            return null;

        if (written.Context is null)
            return written.IsGlobal ? International(written.Digits, mustFit: false) : Dialled(written.Digits);

        var context = CallingCodes.LengthIn(written.Context);
        if (context == 0 || NumberingPlans.ByCallingCode(written.Context.AsSpan(0, context)) is not { } plan)
            return null;

        // RFC 3966: the context says where the number is valid, and may or may not hold the digits that are missing.
        return National(plan, written.Digits) ?? National(plan, $"{written.Context.AsSpan(context)}{written.Digits}");
    }

    /// <summary>Whether the text is the number, however it is written: CRMs keep what people typed.</summary>
    public bool Reads(string text, PhoneNumber number) => Read(text) == number;

    private PhoneNumber? Dialled(ReadOnlySpan<char> digits)
    {
        foreach (var prefix in _home.InternationalPrefixes)
        {
            if (digits.StartsWith(prefix, StringComparison.Ordinal))
                return International(digits[prefix.Length..], mustFit: true);
        }

        if (National(_home, digits) is { } number)
            return number;

        // Some trunks deliver the calling code without a plus.
        return digits.StartsWith(_home.CallingCode, StringComparison.Ordinal) ? National(_home, digits[_home.CallingCode.Length..]) : null;
    }

    private static PhoneNumber? National(NumberingPlan plan, ReadOnlySpan<char> digits) =>
        plan.National(digits) is { IsEmpty: false } national && plan.Fits(national)
            ? PhoneNumber.FromDigits($"{plan.CallingCode}{national}")
            : null;

    private static PhoneNumber? International(ReadOnlySpan<char> digits, bool mustFit)
    {
        var code = digits[..CallingCodes.LengthIn(digits)];
        if (NumberingPlans.ByCallingCode(code) is not { } plan)
            return PhoneNumber.FromDigits(digits);

        // "+44 (0)20 …" is written for both readers at once: the trunk prefix is not part of the number.
        var national = plan.National(digits[code.Length..]);
        return national.IsEmpty || ((mustFit || plan.IsNorthAmerican) && !plan.Fits(national)) ? null : PhoneNumber.FromDigits($"{code}{national}");
    }
}
