using System.Globalization;
using PhoneNumbers;

namespace CrmEnrichment.Tests.Customers;

/// <summary>A valid number of a region, and how it is dialled there.</summary>
internal sealed record Subscriber(string Region, string CallingCode, string Trunk, string National)
{
    private const int PerRegion = 8;
    private const int Tries = 4000;
    private static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();

    public string E164 => $"+{CallingCode}{National}";

    /// <summary>Some of every region, the same in every run; fewer where hardly any digits are a number. None looks like a call abroad when it is dialled.</summary>
    public static IReadOnlyList<Subscriber> All { get; } = [.. s_plans.GetSupportedRegions().Order(StringComparer.Ordinal).SelectMany(Of)];

    private static IEnumerable<Subscriber> Of(string region)
    {
        var random = new Random(20_260_101);
        var code = s_plans.GetCountryCodeForRegion(region).ToString(CultureInfo.InvariantCulture);

        // In Colombia a digit behind the 0 chooses a carrier, and mobiles, which begin like one, are dialled without.
        var trunk = region is "CO" ? "" : s_plans.GetNddPrefixForRegion(region, stripNonDigits: true) ?? "";
        return Enumerable.Range(0, Tries)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(6, 12)).Select(_ => random.Next(10))))
            .Where(national => IsValid(code, national))
            .Where(national => !$"{trunk}{national}".StartsWith("00", StringComparison.Ordinal))
            .Select(national => new Subscriber(region, code, trunk, national))
            .Take(PerRegion);
    }

    private static bool IsValid(string code, string national)
    {
        try
        {
            var number = s_plans.Parse($"+{code}{national}", null);
            return s_plans.IsValidNumber(number) && string.Equals(s_plans.Format(number, PhoneNumberFormat.E164), $"+{code}{national}", StringComparison.Ordinal);
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
