using System.Globalization;
using System.Text.RegularExpressions;
using global::PhoneNumbers;

namespace CrmEnrichment.PhoneNumbers;

/// <summary>Reads the phone number out of what a platform, a CRM or a person wrote.</summary>
/// <remarks>
/// A wrong number is worse than none, as it shows one customer's record for another's call: what can be read in two ways is not read.
/// After a plus, a number is taken on its calling code and length alone (the network knows better than a table);
/// what somebody dialled, nationally or behind an international prefix, has to be valid in the numbering plan of its country.
/// </remarks>
public sealed partial class PhoneNumberReader
{
    private const int ShortestE164 = 7;
    private const int LongestE164 = 15;
    private static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();
    private readonly string _region;
    private readonly string _callingCode;
    private readonly bool _hasTrunkPrefix;

    /// <param name="defaultRegion">ISO 3166 code of the country whose national forms are understood, such as <c>US</c>.</param>
    public PhoneNumberReader(string defaultRegion)
    {
        _region = IsKnownRegion(defaultRegion) ? defaultRegion.ToUpperInvariant()
            : throw new ArgumentException($"'{defaultRegion}' is not a region with a known numbering plan. Give an ISO country code such as US or DE.", nameof(defaultRegion));
        _callingCode = s_plans.GetCountryCodeForRegion(_region).ToString(CultureInfo.InvariantCulture);
        _hasTrunkPrefix = !string.IsNullOrEmpty(s_plans.GetNddPrefixForRegion(_region, stripNonDigits: true));
    }

    /// <summary>Whether the national forms of this country, by its ISO code, can be read.</summary>
    public static bool IsKnownRegion(string? region) => region is not null && s_plans.GetCountryCodeForRegion(region.ToUpperInvariant()) != 0;

    public NumberReading Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new NumberReading.Withheld();
        }

        return WrittenText.Plain(text) is not { } plain ? new NumberReading.Unreadable()
            : WithheldCallers.AreNamedBy(WrittenText.WithoutScheme(plain).Text) ? new NumberReading.Withheld()
            : WrittenText.Subscriber(plain) is not { } subscriber ? new NumberReading.Unreadable()
            : WrittenNumber.In(subscriber) is { } written ? Read(written)
            : ServiceCode.IsMatch(subscriber) ? new NumberReading.ShortNumber()
            : new NumberReading.Unreadable();
    }

    /// <summary>Whether the text is the number, however it is written: CRMs keep what people typed, and their notes with it (<c>317-555-0142 (mobile)</c>).</summary>
    public bool Reads(string text, PhoneNumber number) => Read(text).Phone == number || Read(WrittenText.WithoutNotes(text)).Phone == number;

    /// <summary>What is dialled at the exchange and not at a subscriber: <c>*67</c>, <c>#31#</c>.</summary>
    [GeneratedRegex(@"^[*#][0-9*#]{1,5}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceCode { get; }

    private NumberReading Read(WrittenNumber written)
    {
        if (WithheldCallers.AreSpeltBy(written.Digits))
        {
            return new NumberReading.Withheld();
        }

        return Number(written) is { } number ? new NumberReading.Number(number, written.Extension)
            : written.IsShort ? new NumberReading.ShortNumber()
            : new NumberReading.Unreadable();
    }

    private PhoneNumber? Number(WrittenNumber written) => written switch
    {
        // The letters belong to the number only where there is none without them.
        { Letters: { } word } => Possible(written.Number, _region) is null ? Valid(written.Number + word, _region) : null,
        { IsGlobal: true } => Possible(written.Number, null),
        { Context: { } context } => InContext(context, written.Digits),

        // Where national numbers begin with a trunk prefix, a few digits without one are no national number, even if the plan has some that short.
        { IsShort: true } when _hasTrunkPrefix => null,

        // Nor do they begin with the calling code there: that is a number which lost its plus.
        { Digits: var digits } when _hasTrunkPrefix && digits.StartsWith(_callingCode, StringComparison.Ordinal) && Valid($"+{digits}", null) is { } number => number,

        // Most of the world dials 00 abroad, so that it is written in countries that dial otherwise, too.
        { Digits: ['0', '0', .. var abroad] digits } => Only(Valid(digits, _region), Valid($"+{abroad}", null)),
        _ => Valid(written.Digits, _region),
    };

    /// <summary>RFC 3966: the context says where the number is valid, and may or may not hold the digits that are missing.</summary>
    private static PhoneNumber? InContext(string context, string digits) =>
        Parse($"+{context}{digits}", null) is { CountryCode: var code } ? Only(Valid($"+{code}{digits}", null), Valid($"+{context}{digits}", null)) : null;

    /// <returns>Null where there are two different numbers.</returns>
    private static PhoneNumber? Only(PhoneNumber? one, PhoneNumber? other) => one is null || one == other ? other : other is null ? one : null;

    private static PhoneNumber? Valid(string text, string? region) =>
        Parse(text, region) is { } number && s_plans.IsValidNumber(number) ? E164(number) : null;

    private static PhoneNumber? Possible(string text, string? region) =>
        Parse(text, region) is { } number && s_plans.IsPossibleNumberWithReason(number) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE ? E164(number) : null;

    private static global::PhoneNumbers.PhoneNumber? Parse(string text, string? region)
    {
        try
        {
            return s_plans.Parse(text, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <returns>Null when no such number can be assigned.</returns>
    private static PhoneNumber? E164(global::PhoneNumbers.PhoneNumber number)
    {
        var e164 = s_plans.Format(number, PhoneNumberFormat.E164);

        // E.164 has at most 15 digits, and no North American area code begins with 0 or 1.
        return e164.Length - 1 is < ShortestE164 or > LongestE164 || e164 is ['+', '1', '0' or '1', ..] ? null : new PhoneNumber(number.CountryCode, e164);
    }
}
