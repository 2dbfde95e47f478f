using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Salesforce.Api;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Salesforce;

public sealed partial class SoqlTests
{
    [Theory]
    [InlineData("O'Brien", @"'O\'Brien'")]
    [InlineData(@"\' OR Id != '", @"'\\\' OR Id != \''")]
    [InlineData("a\"b\n\r\t\b\fc", @"'a\""b\n\r\t\b\fc'")]
    public void A_text_is_quoted(string text, string literal) => Soql.Quote(text).ShouldBe(literal);

    [Fact]
    public void No_text_ends_its_literal_before_its_end() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll<string?>(text => Literal.IsMatch(Soql.Quote(text ?? ""))));

    [GeneratedRegex(@"\A'([^'\\\n\r]|\\.)*'\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal { get; }
}
