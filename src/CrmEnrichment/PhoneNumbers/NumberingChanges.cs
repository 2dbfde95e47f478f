using System.Globalization;
using global::PhoneNumbers;

namespace CrmEnrichment.PhoneNumbers;

/// <summary>Countries in which one subscriber is written in two ways after the calling code, because the numbering plan changed or is dialled differently.</summary>
/// <remarks>
/// Brazil put a 9 in front of all mobile numbers (2012 to 2016); WhatsApp kept the old form. Mexico dropped the 1 of mobiles (2019). Benin put 01 in front of
/// all numbers (2024). Argentina's mobiles have a 9 when they are called from abroad, and none in messages; the digits behind it belong to one subscriber.
/// </remarks>
internal static class NumberingChanges
{
    private const int Mexico = 52, Argentina = 54, Brazil = 55, Benin = 229;
    private const int BrazilsAreaCode = 2;

    private static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();

    /// <summary>The number as the plan has it today; the number itself where the plan has not changed for it.</summary>
    public static global::PhoneNumbers.PhoneNumber Today(global::PhoneNumbers.PhoneNumber number) =>
        number.CountryCode is Mexico or Brazil or Benin
        && !s_plans.IsValidNumber(number)
        && Newer(number.CountryCode, s_plans.GetNationalSignificantNumber(number)) is { } newer
        && Valid(number.CountryCode, newer) is { } today
            ? today
            : number;

    /// <summary>The second way to write the same subscriber; null where there is none.</summary>
    /// <param name="callingCode">Such as 55.</param>
    /// <param name="national">Digits after the calling code.</param>
    public static string? Other(int callingCode, string national) => callingCode switch
    {
        Argentina => ArgentinasOther(national),
        Mexico or Brazil or Benin when Valid(callingCode, national) is null => Newer(callingCode, national) is { } newer && Valid(callingCode, newer) is not null ? newer : null,

        // What the plan still has belongs to somebody else, such as Brazil's trunked radio numbers, which begin with 7 and have no 9.
        Mexico or Brazil or Benin => Older(callingCode, national) is { } older && Valid(callingCode, older) is null ? older : null,
        _ => null,
    };

    private static string? Newer(int callingCode, string national) => (callingCode, national) switch
    {
        (Mexico, ['1', .. { Length: 10 } rest]) => rest,
        (Brazil, [_, _, >= '6' and <= '9', ..] and { Length: 10 }) => national.Insert(BrazilsAreaCode, "9"),
        (Benin, { Length: 8 }) => $"01{national}",
        _ => null,
    };

    private static string? Older(int callingCode, string national) => (callingCode, national) switch
    {
        (Mexico, { Length: 10 }) => $"1{national}",
        (Brazil, [_, _, '9', >= '6' and <= '9', ..] and { Length: 11 }) => national.Remove(BrazilsAreaCode, 1),
        (Benin, ['0', '1', .. { Length: 8 } rest]) => rest,
        _ => null,
    };

    /// <summary>Area codes begin with 1, 2 or 3.</summary>
    private static string? ArgentinasOther(string national) => national switch
    {
        ['9', .. [>= '1' and <= '3', ..] and { Length: 10 } rest] => rest,
        [>= '1' and <= '3', ..] and { Length: 10 } => $"9{national}",
        _ => null,
    };

    private static global::PhoneNumbers.PhoneNumber? Valid(int callingCode, string national)
    {
        try
        {
            var number = s_plans.Parse(string.Create(CultureInfo.InvariantCulture, $"+{callingCode}{national}"), null);
            return s_plans.IsValidNumber(number) && string.Equals(s_plans.GetNationalSignificantNumber(number), national, StringComparison.Ordinal) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
