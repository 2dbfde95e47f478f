using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed class PhoneNumberReaderTests
{
    private static readonly PhoneNumberReader s_us = new("US");

    [Theory]
    [InlineData("tel:+13175550142")]
    [InlineData("TEL:+1-317-555-0142")]
    [InlineData("tel:+13175550142;ext=12")]
    [InlineData("tel:3175550142;phone-context=+1")]
    [InlineData("tel:0142;phone-context=+1-317-555")]
    [InlineData("tel:3175550142;phone-context=+1-317-555")]
    [InlineData("tel:3175550142;phone-context=genesys.example")]
    [InlineData("tel:%2B13175550142")]
    [InlineData("tel%3A%2B13175550142")]
    [InlineData("tel://+13175550142")]
    [InlineData("sip:+13175550142@192.0.2.17:5060;transport=tls")]
    [InlineData("sips:3175550142@pbx.example.org;user=phone?subject=x")]
    [InlineData("sip:+1-317-555-0142;ext=9@pbx.example.org")]
    [InlineData("sip:+13175550142:secret@pbx.example.org")]
    [InlineData("sip:%2B13175550142@pbx.example.org")]
    [InlineData("sip:+13175550142;transport=udp")]
    [InlineData("+13175550142")]
    [InlineData("  +1 (317) 555-0142\r\n")]
    [InlineData("+1 1 317 555 0142")]
    [InlineData("(+1) 317.555.0142")]
    [InlineData("011 1 317 555 0142")]
    [InlineData("00 1 317 555 0142")]
    [InlineData("1-317-555-0142")]
    [InlineData("(317) 555-0142")]
    [InlineData("317.555.0142")]
    [InlineData("317/555/0142")]
    [InlineData("317\u00A0555\u202F0142")]
    [InlineData("317\u2011555\u20130142")]
    [InlineData("\u202A+1 317 555 0142\u202C")]
    [InlineData("%2B1%20317%C2%A0555%200142")]
    [InlineData("＋１（３１７）５５５－０１４２")]
    [InlineData("+١٣١٧٥٥٥٠١٤٢")]
    [InlineData("+۱۳۱۷۵۵۵۰۱۴۲")]
    [InlineData("317-555-0142 x123")]
    [InlineData("317-555-0142x123")]
    [InlineData("317-555-0142 Ext. 12")]
    [InlineData("317-555-0142, extension: 12")]
    [InlineData("317-555-0142 #7")]
    [InlineData("317-555-0142;ext=12")]
    [InlineData("++13175550142")]
    [InlineData("+ +1 (317) 555-0142")]
    [InlineData("+0013175550142")]
    [InlineData("00+1 317 555 0142")]
    public void Every_way_to_write_one_number_gives_the_same_E164(string text) => (s_us.Read(text).Phone?.E164).ShouldBe("+13175550142");

    [Theory]
    [InlineData("US", "1-800-FLOWERS", "+18003569377")]
    [InlineData("US", "1 (800) FLOWERS", "+18003569377")]
    [InlineData("US", "1-800-CALL-NOW", "+18002255669")]
    [InlineData("US", "+1 800 FLOWERS", "+18003569377")]
    [InlineData("GB", "0800 REVERSE", "+448007383773")]
    [InlineData("US", "317-555-0142 HOME", null)]
    [InlineData("US", "1-800-flowers", null)]
    [InlineData("US", "317-555-01AB", null)]
    [InlineData("US", "1-800-FLOWERS-ONLINE", null)]
    [InlineData("DE", "0171 234567 HOME", null)]
    public void A_word_at_the_end_is_dialled_only_where_there_is_no_number_without_it(string region, string text, string? e164) =>
        (new PhoneNumberReader(region).Read(text).Phone?.E164).ShouldBe(e164);

    [Theory]
    [InlineData("US", "+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("GB", "020 7946 0958", "+442079460958")]
    [InlineData("GB", "0044 20 7946 0958", "+442079460958")]
    [InlineData("GB", "44 (0)20 7946 0958", "+442079460958")]
    [InlineData("GB", "07400 123456", "+447400123456")]
    [InlineData("JE", "01534 456789", "+441534456789")]
    [InlineData("DE", "0171 2345678", "+491712345678")]
    [InlineData("DE", "171 2345678", "+491712345678")]
    [InlineData("DE", "030/123456", "+4930123456")]
    [InlineData("DE", "4917123456789", "+4917123456789")]
    [InlineData("de", "+49 (0)30 123456", "+4930123456")]
    [InlineData("AT", "01 234567890", "+431234567890")]
    [InlineData("CH", "044 668 18 00", "+41446681800")]
    [InlineData("FR", "01 99 00 12 34", "+33199001234")]
    [InlineData("ES", "912 345 678", "+34912345678")]
    [InlineData("PT", "21 234 5678", "+351212345678")]
    [InlineData("NL", "020-1234567", "+31201234567")]
    [InlineData("IT", "06 1234 5678", "+390612345678")]
    [InlineData("IT", "+39 (0)6 1234 5678", "+390612345678")]
    [InlineData("IT", "347 123 4567", "+393471234567")]
    [InlineData("HU", "06 30 123 4567", "+36301234567")]
    [InlineData("HU", "1 234 5678", "+3612345678")]
    [InlineData("PL", "12 345 67 89", "+48123456789")]
    [InlineData("CZ", "601 123 456", "+420601123456")]
    [InlineData("RU", "8 (495) 123-45-67", "+74951234567")]
    [InlineData("RU", "8 800 123-45-67", "+78001234567")]
    [InlineData("RU", "800 123-45-67", "+78001234567")]
    [InlineData("RU", "8~10 44 20 7946 0958", null)]
    [InlineData("RU", "8 10 44 20 7946 0958", "+442079460958")]
    [InlineData("KZ", "8 (727) 212-34-56", "+77272123456")]
    [InlineData("BY", "8 029 123-45-67", "+375291234567")]
    [InlineData("AU", "0412 345 678", "+61412345678")]
    [InlineData("AU", "0011 1 317 555 0142", "+13175550142")]
    [InlineData("AU", "1300 123 456", "+611300123456")]
    [InlineData("NZ", "021 123 4567", "+64211234567")]
    [InlineData("JP", "03-1234-5678", "+81312345678")]
    [InlineData("JP", "010 1 317 555 0142", "+13175550142")]
    [InlineData("KR", "010-1234-5678", "+821012345678")]
    [InlineData("SG", "001 44 20 7946 0958", "+442079460958")]
    [InlineData("IN", "098765 43210", "+919876543210")]
    [InlineData("CN", "138 1234 5678", "+8613812345678")]
    [InlineData("BR", "(011) 91234-5678", "+5511912345678")]
    [InlineData("MX", "55 1234 5678", "+525512345678")]
    [InlineData("CI", "07 01 02 03 04", "+2250701020304")]
    [InlineData("KE", "000 1 317 555 0142", "+13175550142")]
    [InlineData("ZA", "082 123 4567", "+27821234567")]
    [InlineData("CA", "1 416 555 0142", "+14165550142")]
    [InlineData("DE", "tel:3175550142;phone-context=+1", "+13175550142")]
    [InlineData("DE", "tel:020 7946 0958;phone-context=+44", "+442079460958")]
    [InlineData("US", "+683 4123", "+6834123")]
    [InlineData("US", "+870 773 123 456", "+870773123456")]
    public void National_forms_are_read_by_the_plan_of_their_country(string region, string text, string? e164) =>
        (new PhoneNumberReader(region).Read(text).Phone?.E164).ShouldBe(e164);

    [Theory]
    [InlineData("112")]
    [InlineData("911")]
    [InlineData("tel:911")]
    [InlineData("40404")]
    [InlineData("sip:1001@pbx.example.org")]
    [InlineData("116 117")]
    [InlineData("118 118")]
    [InlineData("011")]
    [InlineData("*67")]
    [InlineData("#31#")]
    [InlineData("tel:911;phone-context=+1")]
    [InlineData("tel:0142;phone-context=+1-317")]
    [InlineData("tel:0142;phone-context=+")]
    [InlineData("tel:1001;phone-context=pbx.example.org")]
    public void Emergency_numbers_service_codes_and_internal_extensions_are_short(string text) => ShouldBe<NumberReading.ShortNumber>(text);

    [Theory]
    [InlineData("FO", "201234", "+298201234")]
    [InlineData("US", "+683 4123", "+6834123")]
    [InlineData("DE", "030 1234", "+49301234")]
    public void A_number_of_a_small_country_may_be_as_short(string region, string text, string e164) =>
        (new PhoneNumberReader(region).Read(text).Phone?.E164).ShouldBe(e164);

    [Theory]
    [InlineData("*67 3175550142")]
    [InlineData("#31#3175550142")]
    [InlineData("call me at 3175550142")]
    [InlineData("3175550142 home")]
    [InlineData("00000072-4a1b-4c2d-8e3f-0000000dc66e")]
    [InlineData("00000072-4111-4222-8333-000000001234")]
    [InlineData("pat.doe@example.org")]
    [InlineData("3175550142@sms.example.org")]
    [InlineData("sip:alice@example.org")]
    [InlineData("sip:192.0.2.170")]
    [InlineData("sip:3175550142.example.org")]
    [InlineData("sip:+13175550142@a.example@b.example")]
    [InlineData("mailto:3175550142")]
    [InlineData("client:pat")]
    [InlineData("+1 317 555 0142 / +1 317 555 0143")]
    [InlineData("+1 317 555 0142; +1 317 555 0143")]
    [InlineData("+1 317 555 0142, +1 317 555 0143")]
    [InlineData("+1 317 555 0142, 5550143")]
    [InlineData("+1 317 555 0142;5550143")]
    [InlineData("+1 317 555 0142/43")]
    [InlineData("+1 317 555 0142 or 43")]
    [InlineData("Dana <sip:+13175550142@a.example>, Pat <sip:+13175550143@a.example>")]
    [InlineData("Dana <+13175550142> <+13175550143>")]
    [InlineData("Dana <+13175550142")]
    [InlineData("\"3175550142\" <sip:dana@example.org>")]
    [InlineData("client:3175550142")]
    [InlineData("client:4915112345678")]
    [InlineData("messenger:13175550142")]
    [InlineData("messenger:49151123456789012")]
    [InlineData("viber:3175550142")]
    [InlineData("whatsapp:dana")]
    [InlineData("rcs:my_agent")]
    [InlineData("mailbox:+13175550142")]
    [InlineData("3175550142; DROP TABLE customers")]
    [InlineData("3175550142' OR '1'='1")]
    [InlineData("+13175550142;")]
    [InlineData("tel:;phone-context=+1")]
    [InlineData("tel:2345678;phone-context=+49-30")]
    [InlineData("317\u0000555 0142")]
    [InlineData("317\t555 0142")]
    [InlineData("317%0A5550142")]
    [InlineData("%252B13175550142")]
    [InlineData("317\u20285550142")]
    [InlineData("\uD835\uDFD7175550142")]
    [InlineData("317\uD8005550142")]
    public void Anything_that_is_not_just_one_number_is_no_number(string text) => ShouldBe<NumberReading.Unreadable>(text);

    [Theory]
    [InlineData("+1234567890123456")]
    [InlineData("+999 1234567")]
    [InlineData("+210 1234567")]
    [InlineData("+0 317 555 0142")]
    [InlineData("1+3175550142")]
    [InlineData("+44 00 20 7946 0958")]
    [InlineData("+44 (0)")]
    [InlineData("+112")]
    [InlineData("+1911")]
    [InlineData("+49 110")]
    [InlineData("+1 555 0142")]
    [InlineData("+1 117 555 0142")]
    [InlineData("+")]
    public void A_number_that_nobody_can_have_is_no_number(string text) => ShouldBe<NumberReading.Unreadable>(text);

    [Theory]
    [InlineData("US", "555-0142")]
    [InlineData("US", "011 555 0142")]
    [InlineData("US", "011 44 20 7946 09")]
    [InlineData("FR", "0612 34 56")]
    [InlineData("FR", "00 12 34 56 7")]
    [InlineData("ES", "001 234 567")]
    [InlineData("AU", "00 1 1 759 325 6622")]
    [InlineData("RU", "8 495 123-45-678")]
    public void What_was_dialled_has_to_fit_the_plan_of_its_country(string region, string text) => new PhoneNumberReader(region).Read(text).ShouldBeOfType<NumberReading.Unreadable>();

    [Theory]
    [InlineData("BR", "0041 44 20 7946 0958", "+442079460958")]
    [InlineData("BR", "00 44 20 7946 0958", "+442079460958")]
    [InlineData("BR", "0 41 11 91234-5678", "+5511912345678")]
    [InlineData("AR", "011 15 2345-6789", "+5491123456789")]
    [InlineData("AG", "464-1234", "+12684641234")]
    [InlineData("JE", "456789", null)]
    public void What_is_special_to_a_country_is_known(string region, string text, string? e164) =>
        (new PhoneNumberReader(region).Read(text).Phone?.E164).ShouldBe(e164);

    [Fact]
    public void Text_beyond_128_characters_is_not_looked_at()
    {
        (s_us.Read("+13175550142".PadRight(128)).Phone?.E164).ShouldBe("+13175550142");
        ShouldBe<NumberReading.Unreadable>("+13175550142".PadRight(129));
        ShouldBe<NumberReading.Unreadable>(new string('9', 5_000_000));
    }

    [Theory]
    [InlineData("US")]
    [InlineData("pr")]
    [InlineData("XK")]
    public void A_region_is_known_by_its_ISO_code(string region) => PhoneNumberReader.IsKnownRegion(region).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UK")]
    [InlineData("USA")]
    [InlineData("1")]
    public void An_unknown_region_is_refused_with_the_fix(string? region)
    {
        PhoneNumberReader.IsKnownRegion(region).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new PhoneNumberReader(region!)).Message.ShouldContain("give an ISO country code such as US");
    }

    private static void ShouldBe<T>(string? text)
        where T : NumberReading
    {
        s_us.Read(text).ShouldBeOfType<T>();
        new PhoneNumberReader("DE").Read(text).ShouldBeOfType<T>();
    }
}
