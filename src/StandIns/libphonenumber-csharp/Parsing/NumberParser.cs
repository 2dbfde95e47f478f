using System.Globalization;
using CrmEnrichment.StandIns.PhoneNumbers.Plans;
using PhoneNumbers;

namespace CrmEnrichment.StandIns.PhoneNumbers.Parsing;

internal static class NumberParser
{
    private const int LongestText = 250;
    private const int ShortestNational = 2;
    private const int LongestNational = 17;

    public static PhoneNumber Parse(string? text, string? region)
    {
        var written = text switch
        {
            null => throw new NumberParseException(ErrorType.NOT_A_NUMBER, "The phone number supplied was null."),
            { Length: > LongestText } => throw new NumberParseException(ErrorType.TOO_LONG, "The string supplied was too long to parse."),
            _ => WrittenNumber.In(text),
        };
        var number = Extension.Without(written);
        if (!WrittenNumber.IsViable(number))
        {
            throw new NumberParseException(ErrorType.NOT_A_NUMBER, "The string supplied did not seem to be a phone number.");
        }

        var home = NumberingPlans.OfRegion(region);
        var isGlobal = Characters.IsPlus(number[0]);
        if (!isGlobal && home.IsNone)
        {
            throw new NumberParseException(ErrorType.INVALID_COUNTRY_CODE, "Missing or invalid default region.");
        }

        var plan = home;
        var digits = Characters.Digits(number);
        var national = isGlobal ? Abroad(digits, ref plan) ?? Dialled(digits, ref plan) : Dialled(digits, ref plan) ?? digits;
        return Number(plan, national ?? throw UnknownCountry());
    }

    private static PhoneNumber Number(NumberingPlan plan, string digits)
    {
        var national = digits.Length < ShortestNational ? digits : plan.WithoutNationalPrefix(digits);
        return national.Length switch
        {
            < ShortestNational => throw new NumberParseException(ErrorType.TOO_SHORT_NSN, "The string supplied is too short to be a phone number."),
            > LongestNational => throw new NumberParseException(ErrorType.TOO_LONG, "The string supplied is too long to be a phone number."),
            _ => new PhoneNumber
            {
                CountryCode = plan.CallingCode,
                NationalNumber = ulong.Parse(national, CultureInfo.InvariantCulture),
                NumberOfLeadingZeros = Math.Min(national.Length - national.AsSpan().TrimStart('0').Length, national.Length - 1),
            },
        };
    }

    /// <summary>A number with its calling code, as dialled from home: behind an international prefix, or where it is none without it.</summary>
    /// <returns>Null where the digits have no calling code in front.</returns>
    private static string? Dialled(string digits, ref NumberingPlan plan)
    {
        var home = plan;
        if (home.IsNone)
        {
            return null;
        }

        if (home.InternationalPrefix(digits) is > 0 and var prefix)
        {
            return Abroad(digits[prefix..], ref plan) ?? throw UnknownCountry();
        }

        var code = home.CallingCode.ToString(CultureInfo.InvariantCulture);
        if (!digits.StartsWith(code, StringComparison.Ordinal))
        {
            return null;
        }

        var national = home.WithoutNationalPrefix(digits[code.Length..]);
        var isBetter = (!home.Fits(digits) && home.Fits(national)) || home.Length(digits.Length) is PhoneNumberUtil.ValidationResult.TOO_LONG;
        return isBetter ? national : null;
    }

    /// <returns>What follows the calling code, whose plan is the number's; null where no country has that code.</returns>
    private static string? Abroad(string digits, ref NumberingPlan plan)
    {
        if (digits.Length <= ShortestNational)
        {
            throw new NumberParseException(
                ErrorType.TOO_SHORT_AFTER_IDD, "Phone number had an IDD, but after this was not long enough to be a viable phone number.");
        }

        for (var length = 1; length <= Math.Min(3, digits.Length); length++)
        {
            if (NumberingPlans.OfCallingCode(digits.AsSpan(0, length)) is { IsNone: false } found)
            {
                plan = found;
                return digits[length..];
            }
        }

        return null;
    }

    private static NumberParseException UnknownCountry() => new(ErrorType.INVALID_COUNTRY_CODE, "Country calling code supplied was not recognised.");
}
