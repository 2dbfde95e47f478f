using FsCheck;
using FsCheck.Fluent;
using PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.PhoneNumbers;

/// <summary>What libphonenumber documents of Parse, Format and the two checks.</summary>
public static class ParsingTests
{
    private static readonly PhoneNumberUtil s_util = PhoneNumberUtil.GetInstance();

    [Theory]
    [InlineData("US", "(317) 555-0142", "+13175550142")]
    [InlineData("US", "1 317 555 0142", "+13175550142")]
    [InlineData("US", "+44 20 7946 0958", "+442079460958")]
    [InlineData("US", "011 44 20 7946 0958", "+442079460958")]
    [InlineData(null, "+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("ZZ", "\uFF0B442079460958", "+442079460958")]
    [InlineData("GB", "44 20 7946 0958", "+442079460958")]
    [InlineData("IT", "06 1234 5678", "+390612345678")]
    [InlineData("US", "+390612345678", "+390612345678")]
    [InlineData("DE", "+0044 20 7946 0958", "+442079460958")]
    [InlineData("AR", "011 15 2345-6789", "+5491123456789")]
    [InlineData("AR", "0 3835 15 41-2345", "+5493835412345")]
    [InlineData("AR", "+54 11 15 2345-6789", "+5491123456789")]
    [InlineData("AG", "464-1234", "+12684641234")]
    [InlineData("SM", "0549 886377", "+3780549886377")]
    [InlineData("SM", "886377", "+3780549886377")]
    [InlineData("BR", "0 41 11 91234-5678", "+5511912345678")]
    [InlineData("HU", "06 30 123 4567", "+36301234567")]
    [InlineData("RU", "8 (800) 123-45-67", "+78001234567")]
    [InlineData("US", "1-800-FLOWERS", "+18003569377")]
    [InlineData("US", "call me at 317.555.0142.", "+13175550142")]
    [InlineData("US", "+1 317 555 0142 x302/x2303", "+13175550142")]
    [InlineData("US", "٣١٧-٥٥٥-٠١٤٢", "+13175550142")]
    [InlineData("US", "tel:0142;phone-context=+1-317-555", "+13175550142")]
    [InlineData("US", "tel:317-555-0142;phone-context=example.com", "+13175550142")]
    [InlineData("US", "tel:+13175550142;isub=12345", "+13175550142")]
    [InlineData("US", "+1 911", "+1911")]
    [InlineData("DE", "110", "+49110")]
    public static void A_number_is_read_and_formatted(string? region, string text, string e164) =>
        s_util.Format(s_util.Parse(text, region), PhoneNumberFormat.E164).ShouldBe(e164);

    [Theory]
    [InlineData(";ext=123")]
    [InlineData(" ext. 123")]
    [InlineData(" extension 123")]
    [InlineData(" EXTN:123")]
    [InlineData("x123")]
    [InlineData(" #123")]
    [InlineData(",123")]
    [InlineData(",,123#")]
    [InlineData(" - 123#")]
    [InlineData(" доб. 123")]
    public static void An_extension_is_no_part_of_the_number(string extension) =>
        s_util.Parse("317-555-0142" + extension, "US").NationalNumber.ShouldBe(3175550142UL);

    [Theory]
    [InlineData(null, "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("anonymous", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("1", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("tel:317-555-0142;phone-context=", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("tel:317-555-0142;phone-context=+", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("tel:317-555-0142;phone-context=-1-", "US", ErrorType.NOT_A_NUMBER)]
    [InlineData("317 555 0142", null, ErrorType.INVALID_COUNTRY_CODE)]
    [InlineData("317 555 0142", "UK", ErrorType.INVALID_COUNTRY_CODE)]
    [InlineData("+999 123456", "US", ErrorType.INVALID_COUNTRY_CODE)]
    [InlineData("+0 317 555 0142", null, ErrorType.INVALID_COUNTRY_CODE)]
    [InlineData("011", "US", ErrorType.TOO_SHORT_AFTER_IDD)]
    [InlineData("011 4", "US", ErrorType.TOO_SHORT_AFTER_IDD)]
    [InlineData("+49 0", "DE", ErrorType.TOO_SHORT_NSN)]
    [InlineData("+49 123456789012345678", "DE", ErrorType.TOO_LONG)]
    public static void What_is_no_number_says_why(string? text, string? region, ErrorType reason) =>
        Should.Throw<NumberParseException>(() => s_util.Parse(text, region)).ErrorType.ShouldBe(reason);

    [Fact]
    public static void A_text_beyond_250_characters_is_not_looked_at() =>
        Should.Throw<NumberParseException>(() => s_util.Parse("+13175550142" + new string(' ', 250), "US")).ErrorType.ShouldBe(ErrorType.TOO_LONG);

    [Theory]
    [InlineData("+13175550142", PhoneNumberUtil.ValidationResult.IS_POSSIBLE, true)]
    [InlineData("+11175550142", PhoneNumberUtil.ValidationResult.IS_POSSIBLE, false)]
    [InlineData("+1911", PhoneNumberUtil.ValidationResult.TOO_SHORT, false)]
    [InlineData("+131755501420", PhoneNumberUtil.ValidationResult.TOO_LONG, false)]
    [InlineData("+6834123", PhoneNumberUtil.ValidationResult.IS_POSSIBLE, true)]
    [InlineData("+870773123456", PhoneNumberUtil.ValidationResult.IS_POSSIBLE, true)]
    [InlineData("+80012345678", PhoneNumberUtil.ValidationResult.IS_POSSIBLE, true)]
    public static void A_number_is_possible_by_its_length_and_valid_by_its_leading_digits(string e164, PhoneNumberUtil.ValidationResult possible, bool valid)
    {
        var number = s_util.Parse(e164, null);

        s_util.IsPossibleNumberWithReason(number).ShouldBe(possible);
        s_util.IsValidNumber(number).ShouldBe(valid);
    }

    [Fact]
    public static void Leading_zeros_are_kept_apart()
    {
        var number = s_util.Parse("+39 06 1234 5678", null);

        (number.CountryCode, number.NumberOfLeadingZeros, number.NationalNumber).ShouldBe((39, 1, 612345678UL));
        s_util.Parse("+1 000", null).NumberOfLeadingZeros.ShouldBe(2, "the last zero is the number");
    }

    [Theory]
    [InlineData("US", 1, "1")]
    [InlineData("DE", 49, "0")]
    [InlineData("HU", 36, "06")]
    [InlineData("RU", 7, "8")]
    [InlineData("IT", 39, null)]
    [InlineData("LU", 352, null)]
    [InlineData("XK", 383, "0")]
    [InlineData("UK", 0, null)]
    [InlineData("001", 0, null)]
    [InlineData("us", 0, null)]
    [InlineData(null, 0, null)]
    public static void A_region_has_a_calling_code_and_may_have_a_trunk_prefix(string? region, int code, string? trunk)
    {
        s_util.GetCountryCodeForRegion(region).ShouldBe(code);
        s_util.GetNddPrefixForRegion(region, stripNonDigits: true).ShouldBe(trunk);
    }

    [Fact]
    public static void All_regions_of_the_world_are_supported()
    {
        var regions = s_util.GetSupportedRegions();

        regions.Count.ShouldBe(245);
        regions.ShouldAllBe(region => s_util.GetCountryCodeForRegion(region) > 0);
    }

    [Fact]
    public static void Whatever_is_parsed_formats_to_what_parses_to_the_same_and_nothing_else_is_thrown()
    {
        var texts = Gen.OneOf(
            Gen.Elements([.. "0123456789+-. ()/;=,:xX#~ext\uFF0B٤４\u00A0AZ"]).ArrayOf().Select(c => new string(c)),
            Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(c => new string(c)),
            Gen.Elements("tel:", "+", "00", "011", "1", "49", "3175550142", ";ext=", ";phone-context=", "+1", "example.com", " x1", ",,2", "#", ";isub=", "ABC").ArrayOf().Select(string.Concat))

            // There the official package throws ArgumentOutOfRangeException.
            .Where(text => text.LastIndexOf("tel:", StringComparison.Ordinal) <= text.IndexOf(";phone-context=", StringComparison.Ordinal) || !text.Contains(";phone-context=", StringComparison.Ordinal));
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(20_000).WithEndSize(60).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

        Prop.ForAll(texts.ToArbitrary(), Gen.Elements<string>([.. s_util.GetSupportedRegions()]).ToArbitrary(), (text, region) =>
        {
            if (Parse(text, region) is not { } number || !s_util.IsValidNumber(number))
            {
                return true;
            }

            var e164 = s_util.Format(number, PhoneNumberFormat.E164);
            return string.Equals(e164, s_util.Format(s_util.Parse(e164, null), PhoneNumberFormat.E164), StringComparison.Ordinal);
        }).Check(config);
    }

    private static PhoneNumber? Parse(string text, string region)
    {
        try
        {
            return s_util.Parse(text, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
