using CrmEnrichment.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Diagnostics;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("call from +13175550142 now", "call from [number] now")]
    [InlineData("tel:+1 (317) 555-0142", "tel:[number]")]
    [InlineData("x-13175550142", "x-[number]")]
    [InlineData("write to pat.doe@example.org, please", "write to [address], please")]
    [InlineData("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc", "Authorization: Bearer [token]")]
    [InlineData("Basic bG9jYWw6c2VjcmV0", "Basic [token]")]
    [InlineData("conversation 7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", "conversation 7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef")]
    [InlineData("00000071-4a1b-4c2d-8e3f-000000000077", "00000071-4a1b-4c2d-8e3f-000000000077")]
    [InlineData("+1317555-0142-1234-1234-123456789012", "[number]")]
    [InlineData("BeARer eyJhbGciOiJIUzI1NiJ9.e30.abc", "BeARer [token]")]
    [InlineData("after 1234 ms with 503", "after 1234 ms with 503")]
    public void What_Looks_Personal_Is_Masked_And_What_One_Searches_For_Stays(string text, string masked) =>
        Redaction.Mask(text).ShouldBe(masked);

    [Fact]
    public void No_Number_Passes_However_It_Is_Written()
    {
        var numbers =
            from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(11)
            from separators in Gen.Elements("", " ", "-", ".", "/", ") ").ArrayOf(11)
            from before in Gen.Elements("", "tel:", "from ", "(", "\"", "id=")
            from after in Gen.Elements("", " now", ")", "\"", ", yes")
            select (Number: new string(digits), Text: before + "+" + string.Concat(digits.Zip(separators, (d, s) => d + s)).TrimEnd(' ', '-', '.', '/', ')') + after);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(numbers.ToArbitrary(), test =>
            new string([.. Redaction.Mask(test.Text).Where(char.IsAsciiDigit)]).Length.ShouldBeLessThan(7)));
    }

    [Fact]
    public void No_Text_Is_Too_Long_Or_Too_Odd() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Redaction.Mask(string.Concat(Enumerable.Repeat(text ?? "", 500))).Length.ShouldBeLessThanOrEqualTo(8_000 * 9)));
}
