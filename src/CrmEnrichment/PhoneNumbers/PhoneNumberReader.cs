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
    /// <summary>Digits of a number that is taken on its length alone. Plans have shorter ones, such as Iran's +98 9601, which are taken where they are valid.</summary>
    private const int ShortestPossible = 7;
    private const int LongestE164 = 15;

    /// <summary>As many zeros as the shortest number has digits.</summary>
    private const string NoDigits = "0000000";

    private static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();
    private readonly string _region;
    private readonly string _callingCode;
    private readonly bool _hasTrunkPrefix;
    private readonly bool _writesTrunkPrefix;

    /// <param name="defaultRegion">ISO 3166 code of the country whose national forms are understood, such as <c>US</c>.</param>
    public PhoneNumberReader(string defaultRegion)
    {
        _region = IsKnownRegion(defaultRegion) ? defaultRegion.ToUpperInvariant()
            : throw new ArgumentException($"'{defaultRegion}' is not a region with a known numbering plan. Give an ISO country code such as US or DE.", nameof(defaultRegion));
        _callingCode = s_plans.GetCountryCodeForRegion(_region).ToString(CultureInfo.InvariantCulture);
        _hasTrunkPrefix = !string.IsNullOrEmpty(s_plans.GetNddPrefixForRegion(_region, stripNonDigits: true));
        _writesTrunkPrefix = _hasTrunkPrefix && s_plans.GetExampleNumber(_region) is { } example
            && s_plans.Format(example, PhoneNumberFormat.NATIONAL).Count(char.IsAsciiDigit) > s_plans.GetNationalSignificantNumber(example).Length;
    }

    /// <summary>Whether the national forms of this country, by its ISO code, can be read.</summary>
    public static bool IsKnownRegion(string? region) => region is not null && s_plans.GetCountryCodeForRegion(region.ToUpperInvariant()) != 0;

    /// <summary>As it is written for people anywhere, such as <c>+1 317-555-0142</c>: personal data, as the number itself.</summary>
    public static string ForPeople(PhoneNumber number) => Parse(number.E164, null) is { } parsed ? s_plans.Format(parsed, PhoneNumberFormat.INTERNATIONAL) : number.E164;

    /// <summary>ISO code of the country that the number belongs to, such as <c>CA</c> for <c>+1 416 …</c>; null for one that belongs to none.</summary>
    public static string? RegionOf(PhoneNumber number) => Parse(number.E164, null) is { } parsed && s_plans.GetRegionCodeForNumber(parsed) is { Length: 2 } region ? region : null;

    public NumberReading Read(string? text) => Read(text, isKept: false);

    /// <summary>Whether the text is the number, however it is written: CRMs keep what people typed, and their notes with it (<c>317-555-0142 (mobile)</c>).</summary>
    /// <remarks>Both spellings of one subscriber are the number. What may be another's number is not: spreadsheets drop a leading zero, and others a plus.</remarks>
    public bool Reads(string text, PhoneNumber number) => IsIn(text, number) || IsIn(WrittenText.WithoutNotes(text), number);

    /// <summary>Whether digits that were written without plus and trunk prefix may mean another subscriber than this one.</summary>
    internal bool MayBeAnother(string digits, PhoneNumber number) =>
        (Read(digits, isKept: true).Phone ?? Valid($"+{_callingCode}{digits}", null)) is { } read && !read.IsSameSubscriber(number);

    /// <summary>What is dialled at the exchange and not at a subscriber: <c>*67</c>, <c>#31#</c>.</summary>
    [GeneratedRegex(@"^[*#][0-9*#]{1,5}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ServiceCode { get; }

    private bool IsIn(string text, PhoneNumber number) => Read(text, isKept: true).Phone is { } read && read.IsSameSubscriber(number);

    /// <param name="text">Whatever stands where a number is expected.</param>
    /// <param name="isKept">Whether it was kept in a table, where a zero or a plus at the beginning may have been lost.</param>
    private NumberReading Read(string? text, bool isKept)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new NumberReading.Withheld();
        }

        return WrittenText.Plain(text) is not { } plain ? new NumberReading.Unreadable()
            : WithheldCallers.AreNamedBy(WrittenText.WithoutScheme(plain).Text) ? new NumberReading.Withheld()
            : WrittenText.Subscriber(plain) is not { } subscriber ? new NumberReading.Unreadable()
            : WrittenNumber.In(subscriber) is { } written ? Read(written, isKept)
            : ServiceCode.IsMatch(subscriber) ? new NumberReading.ShortNumber()
            : new NumberReading.Unreadable();
    }

    private NumberReading Read(WrittenNumber written, bool isKept)
    {
        if (WithheldCallers.AreSpeltBy(written.Digits) || (!written.IsShort && IsNobodys(written)))
        {
            return new NumberReading.Withheld();
        }

        return Number(written) is { } number && !(isKept && MayBeForeign(written, number)) && !HasTwoNumbers(written) ? new NumberReading.Number(number, written.Extension)
            : written.IsShort ? new NumberReading.ShortNumber()
            : new NumberReading.Unreadable();
    }

    /// <summary>Zeros behind the calling code, or one digit repeated that is no number.</summary>
    private bool IsNobodys(WrittenNumber written) =>
        (written.Digits.EndsWith(NoDigits, StringComparison.Ordinal) && (written.Digits.All(c => c is '0') || Parse(written.Number, _region) is { NationalNumber: 0 }))
        || (written.Letters is null && written.Digits.Length >= ShortestPossible && !written.Digits.AsSpan().ContainsAnyExcept(written.Digits[0]) && Valid(written.Number, _region) is null);

    private PhoneNumber? Number(WrittenNumber written) => written switch
    {
        // The letters belong to the number only where there is none without them.
        { Letters: { } word } => Possible(written.Number, _region) is null ? Valid(written.Number + word, _region) : null,
        { IsGlobal: true } => Possible(written.Number, null) ?? Valid(written.Number, null),
        { Context: { } context } => InContext(context, written.Digits),

        // Where national numbers begin with a trunk prefix, a few digits without one are no national number, even if the plan has some that short.
        { IsShort: true } when _hasTrunkPrefix => null,

        // Nor do they begin with the calling code there: that is a number which lost its plus, or one which lost its trunk prefix.
        { Digits: var digits } when _hasTrunkPrefix && digits.StartsWith(_callingCode, StringComparison.Ordinal) && Valid($"+{digits}", null) is { } number =>
            OfLostPlus(number, Valid($"+{_callingCode}{digits}", null)),

        // Most of the world dials 00 abroad, so that it is written in countries that dial otherwise, too. A country's own prefix, such as 0011, counts first.
        { Digits: ['0', '0', .. var abroad] digits } => DialledAbroad(digits) ?? Only(Valid(digits, _region), Valid($"+{abroad}", null)),
        _ => Valid(written.Digits, _region),
    };

    /// <summary>No fixed line has a number as long as a mobile's with its calling code, even where the plan, as in Germany, sets no limit.</summary>
    private static PhoneNumber? OfLostPlus(PhoneNumber number, PhoneNumber? ofLostTrunkPrefix) =>
        ofLostTrunkPrefix is { } other && IsA(PhoneNumberType.MOBILE, number) && IsA(PhoneNumberType.FIXED_LINE, other) ? number : Only(number, ofLostTrunkPrefix);

    private static bool IsA(PhoneNumberType type, PhoneNumber number) => Parse(number.E164, null) is { } parsed && s_plans.GetNumberType(parsed) == type;

    /// <summary>The number behind the international prefix of the region; null where there is no such prefix.</summary>
    private PhoneNumber? DialledAbroad(string digits)
    {
        try
        {
            return s_plans.ParseAndKeepRawInput(digits, _region).CountryCodeSource is global::PhoneNumbers.PhoneNumber.Types.CountryCodeSource.FROM_NUMBER_WITH_IDD ? Valid(digits, _region) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Where people write the trunk prefix, digits without it are a number that lost its zero, or one of another country that lost its plus.</summary>
    private bool MayBeForeign(WrittenNumber written, PhoneNumber read) =>
        _writesTrunkPrefix && written is { IsGlobal: false, Letters: null, Context: null } && Valid($"+{written.Digits}", null) is { } foreign && !foreign.IsSameSubscriber(read);

    /// <summary><c>04921 1234/1235</c>: a slash stands behind an area code, or between two numbers.</summary>
    private bool HasTwoNumbers(WrittenNumber written) => written.BeforeSlash is { } first && Number(written with { Digits = first }) is not null;

    /// <summary>RFC 3966: the context says where the number is valid, and may or may not hold the digits that are missing.</summary>
    private static PhoneNumber? InContext(string context, string digits) =>
        Parse($"+{context}{digits}", null) is { CountryCode: var code } ? Only(Valid($"+{code}{digits}", null), Valid($"+{context}{digits}", null)) : null;

    /// <returns>Null where there are two different numbers.</returns>
    private static PhoneNumber? Only(PhoneNumber? one, PhoneNumber? other) => one is null || one == other ? other : other is null ? one : null;

    private static PhoneNumber? Valid(string text, string? region) =>
        Parse(text, region) is { } number && s_plans.IsValidNumber(number) ? E164(number) : null;

    private static PhoneNumber? Possible(string text, string? region) =>
        Parse(text, region) is { } number && s_plans.IsPossibleNumberWithReason(number) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE
        && E164(number) is { E164.Length: > ShortestPossible } possible ? possible : null;

    private static global::PhoneNumbers.PhoneNumber? Parse(string text, string? region)
    {
        try
        {
            return NumberingChanges.Today(s_plans.Parse(text, region));
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
        return e164.Length - 1 > LongestE164 || e164 is ['+', '1', '0' or '1', ..] ? null : new PhoneNumber(number.CountryCode, e164);
    }
}
