using CrmEnrichment.Http.Retries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData(" 120 ", 120)]
    [InlineData("86401", 86_400)]
    [InlineData("99999999999999999999999999", 86_400)]
    [InlineData("Mon, 05 Jan 2026 09:00:30 GMT", 30)]
    [InlineData("Mon, 05 Jan 2026 08:00:00 GMT", 0)]
    [InlineData("Tue, 05 Jan 2027 08:00:00 GMT", 86_400)]
    public void Seconds_and_dates_are_read(string value, int seconds) => Read(value).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("٣")]
    [InlineData("2026-01-05T09:00:30Z")]
    public void Garbage_says_nothing(string value) => Read(value).ShouldBeNull();

    [Fact]
    public void Without_the_header_nothing_is_said()
    {
        using var response = new HttpResponseMessage();
        RetryAfter.Read(response.Headers, s_now).ShouldBeNull();
    }

    [Fact]
    public void No_text_breaks_it_or_leads_out_of_range() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll<string?>(text => Read(text ?? "") is not { } wait || InRange(wait)));

    [Fact]
    public void Any_date_and_any_seconds_are_in_range() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll<DateTime, ulong>((date, seconds) =>
            InRange(Read(new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)).ToString("R"))!.Value) && InRange(Read($"{seconds}")!.Value)));

    private static bool InRange(TimeSpan wait) => wait >= TimeSpan.Zero && wait <= RetryAfter.Longest;

    private static TimeSpan? Read(string value)
    {
        using var response = new HttpResponseMessage();
        return response.Headers.TryAddWithoutValidation("Retry-After", value) ? RetryAfter.Read(response.Headers, s_now) : null;
    }
}
