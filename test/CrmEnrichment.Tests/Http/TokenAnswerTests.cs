using System.Text;
using CrmEnrichment.Http.Credentials;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class TokenAnswerTests
{
    [Theory]
    [InlineData("86400", 86_400)]
    [InlineData("300", 300)]
    [InlineData("99999999999", 172_800)]
    [InlineData("1e300", 172_800)]
    [InlineData("0", 300)]
    [InlineData("-5", 300)]
    [InlineData("\"86400\"", 300)]
    [InlineData("null", 300)]
    public void The_life_is_read_or_the_one_taken_that_the_login_has_unless_said(string expiresIn, int seconds) =>
        Read($$"""{"access_token":"t","expires_in":{{expiresIn}}}""")!.Life.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_missing_life_is_the_one_that_the_login_has_unless_said() => Read("""{"access_token":"t"}""")!.Life.ShouldBe(TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(300, 270)]
    [InlineData(600, 540)]
    [InlineData(86_400, 86_340)]
    public void A_token_is_kept_until_a_minute_or_a_tenth_of_its_life_before_its_end(int life, int kept) =>
        new TokenAnswer("t", TimeSpan.FromSeconds(life)).Kept.ShouldBe(TimeSpan.FromSeconds(kept));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""{"access_token":"a\nb"}""")]
    public void An_answer_without_a_usable_token_is_none(string body) => Read(body).ShouldBeNull();

    [Fact]
    public void No_text_breaks_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll<string?>(text => Read(text ?? "") is null or { AccessToken.Length: > 0 }));

    private static TokenAnswer? Read(string body) => TokenAnswer.Read(Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(300));
}
