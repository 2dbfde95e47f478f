using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>What stands before a number, behind it, or in its place.</summary>
public sealed class AroundTheNumberTests
{
    private static readonly PhoneNumberReader s_us = new("US");

    [Theory]
    [InlineData("317-555-0142 x123", "123")]
    [InlineData("317-555-0142x0123", "0123")]
    [InlineData("317-555-0142 Ext. 12", "12")]
    [InlineData("317-555-0142, extension: 12", "12")]
    [InlineData("+1 317 555 0142 #7", "7")]
    [InlineData("317-555-0142;ext=12", "12")]
    [InlineData("tel:+13175550142;ext=1-2;isub=9", "12")]
    [InlineData("sip:+1-317-555-0142;ext=9@pbx.example.org;ext=8", "9")]
    [InlineData("\uFF13\uFF11\uFF17-555-0142 \uFF58\uFF14", "4")]
    [InlineData("317-555-0142,12", "12")]
    [InlineData("317-555-0142,,12#", "12")]
    [InlineData("(317) 555-0142 ; 12", "12")]
    [InlineData("317-555-0142 ext-12", "12")]
    [InlineData("317-555-0142 (ext. 12)", "12")]
    [InlineData("317-555-0142p12", "12")]
    [InlineData("317-555-0142 int. 12", "12")]
    [InlineData("+1 317 555 0142~12", "12")]
    [InlineData("+1 317 555 0142 доб. 12", "12")]
    [InlineData("+1 317 555 0142 вн. 12", "12")]
    [InlineData("+1 317 555 0142 Durchwahl 12", "12")]
    [InlineData("+1 317 555 0142 extensión 12", "12")]
    [InlineData("+1 317 555 0142 内線12", "12")]
    [InlineData("+13175550142*227", "227")]
    [InlineData("+13175550142", null)]
    [InlineData("tel:+13175550142;extra=1", null)]
    [InlineData("tel:+13175550142;ext=", null)]
    [InlineData("tel:+13175550142;ext=12345678", null)]
    public void An_extension_is_kept_apart(string text, string? extension) =>
        s_us.Read(text).ShouldBeOfType<NumberReading.Number>().ShouldSatisfyAllConditions(
            number => number.Value.E164.ShouldBe("+13175550142"),
            number => number.Extension.ShouldBe(extension));

    [Theory]
    [InlineData("whatsapp:+13175550142", "+13175550142")]
    [InlineData("whatsapp:13175550142", "+13175550142")]
    [InlineData("WhatsApp:+5215512345678", "+525512345678")]
    [InlineData("rcs:+13175550142", "+13175550142")]
    [InlineData("sms:+13175550142", "+13175550142")]
    [InlineData("callto:(317) 555-0142", "+13175550142")]
    [InlineData("client:+13175550142", "+13175550142")]
    [InlineData("messenger:+13175550142", "+13175550142")]
    [InlineData("viber:+13175550142", "+13175550142")]
    [InlineData("\"Dana\" <sip:+13175550142@pbx.example.org>", "+13175550142")]
    [InlineData("\"Łukasik, D. <3175550199>\" <sip:+13175550142@pbx.example.org;user=phone>;tag=1928", "+13175550142")]
    [InlineData("3175550199 <tel:+13175550142>", "+13175550142")]
    [InlineData("<sip:3175550142@pbx.example.org>", "+13175550142")]
    public void A_channel_or_a_name_before_the_number_makes_no_difference(string text, string e164) => (s_us.Read(text).Phone?.E164).ShouldBe(e164);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("anonymous")]
    [InlineData("tel:anonymous")]
    [InlineData("tel:Restricted")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("unavailable")]
    [InlineData("private")]
    [InlineData("Unknown")]
    [InlineData("withheld")]
    [InlineData("+266696687")]
    [InlineData("+86282452253")]
    [InlineData("+7378742833")]
    [InlineData("No Caller ID")]
    [InlineData("Private Number")]
    [InlineData("\uFF35\uFF4E\uFF4B\uFF4E\uFF4F\uFF57\uFF4E")]
    [InlineData("Out of Area")]
    [InlineData("No Number")]
    [InlineData("Private Caller")]
    [InlineData("0000000000")]
    [InlineData("+10000000000")]
    [InlineData("+490000000000")]
    [InlineData("1111111111")]
    [InlineData("O")]
    [InlineData("Numéro masqué")]
    [InlineData("Unbekannt")]
    [InlineData("Неизвестный номер")]
    [InlineData("非通知")]
    [InlineData("client:Anonymous")]
    [InlineData("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=7")]
    [InlineData("sip:restricted@pbx.example.org;user=phone")]
    [InlineData("sips:8f2c@anonymous.invalid")]
    public void A_withheld_caller_is_told_from_a_number_that_cannot_be_read(string? text)
    {
        s_us.Read(text).ShouldBeOfType<NumberReading.Withheld>();
        new PhoneNumberReader("DE").Read(text).ShouldBeOfType<NumberReading.Withheld>();
    }
}
