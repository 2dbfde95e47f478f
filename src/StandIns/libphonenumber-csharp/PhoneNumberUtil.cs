using CrmEnrichment.StandIns.PhoneNumbers.Parsing;
using CrmEnrichment.StandIns.PhoneNumbers.Plans;

namespace PhoneNumbers;

public class PhoneNumberUtil
{
    private static readonly PhoneNumberUtil s_instance = new();

    private PhoneNumberUtil()
    {
    }

    public enum ValidationResult
    {
        IS_POSSIBLE,
        IS_POSSIBLE_LOCAL_ONLY,
        INVALID_COUNTRY_CODE,
        TOO_SHORT,
        INVALID_LENGTH,
        TOO_LONG,
    }

    public static PhoneNumberUtil GetInstance() => s_instance;

    /// <summary>ISO 3166 codes of all countries and territories with numbers of their own.</summary>
    public HashSet<string> GetSupportedRegions() => World.Regions();

    /// <returns>0 where the region is not known.</returns>
    public int GetCountryCodeForRegion(string? regionCode) => NumberingPlans.OfRegion(regionCode).CallingCode;

    /// <returns>What is dialled in front of national numbers; null where nothing is, or the region is not known.</returns>
    public string? GetNddPrefixForRegion(string? regionCode, bool stripNonDigits) => NumberingPlans.OfRegion(regionCode).NationalPrefix;

    /// <exception cref="NumberParseException">It is no number, or one without a country.</exception>
    public PhoneNumber Parse(string? numberToParse, string? defaultRegion) => NumberParser.Parse(numberToParse, defaultRegion);

    /// <summary>By length alone.</summary>
    public ValidationResult IsPossibleNumberWithReason(PhoneNumber number)
    {
        var plan = NumberingPlans.OfCallingCode(number.CountryCode);
        return plan.IsNone ? ValidationResult.INVALID_COUNTRY_CODE : plan.Length(National(number).Length);
    }

    /// <summary>By length and leading digits.</summary>
    public bool IsValidNumber(PhoneNumber number) => NumberingPlans.OfCallingCode(number.CountryCode).Fits(National(number));

    public string Format(PhoneNumber number, PhoneNumberFormat numberFormat) => $"+{number.CountryCode}{National(number)}";

    private static string National(PhoneNumber number) => $"{new string('0', number.NumberOfLeadingZeros)}{number.NationalNumber}";
}
