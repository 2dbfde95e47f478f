using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Tests.Cli;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>Which letters heal by themselves, when each is tried next, and until when.</summary>
public static class HealingRuleTests
{
    private static readonly DateTimeOffset s_first = Envelopes.FailedAt;

    private static readonly HealingRule s_rule = new(new HealingOptions());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(400, 10)]
    public static void Each_Pause_Is_Twice_The_One_Before_And_None_Is_Longer_Than_Ten_Minutes(int attempts, int minutes)
    {
        var letter = Stamped(attempts: attempts, failedAfter: 20);

        letter.HealsFrom.ShouldBe(letter.LastFailedAt.AddMinutes(minutes));
        letter.HealsUntil.ShouldBe(s_first.AddHours(1));
    }

    [Fact]
    public static void Spacing_And_End_Hold_For_Every_Letter() => Prop.ForAll(
        Arb.From(
            from attempts in Gen.Choose(1, 60)
            from failedAfter in Gen.Choose(0, 90)
            from notBefore in Gen.Elements<int?>(null, -5, 3, 30, 300)
            from stale in Gen.Elements<int?>(null, 10, 45, 600)
            select Stamped(attempts: attempts, failedAfter: failedAfter, notBefore: notBefore, stale: stale)),
        letter => letter.HealsUntil is null
            ? letter.HealsFrom is null
            : letter.HealsFrom > letter.LastFailedAt && letter.HealsFrom >= (letter.NotBefore ?? DateTimeOffset.MinValue)
                && letter.HealsFrom < letter.HealsUntil && letter.HealsUntil <= s_first.AddHours(1)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(FailureReason.Forbidden, 0, null, null)]
    [InlineData(FailureReason.Unexpected, 0, null, null)]
    [InlineData(FailureReason.CrmUnavailable, 61, null, null)]
    [InlineData(FailureReason.Throttled, 0, 60, null)]
    [InlineData(FailureReason.CrmUnavailable, 0, null, 1)]
    public static void A_Letter_That_No_Try_Can_Come_For_Needs_A_Person_At_Once(FailureReason reason, int failedAfter, int? notBefore, int? stale)
    {
        var letter = Stamped(reason, failedAfter: failedAfter, notBefore: notBefore, stale: stale);

        (letter.HealsFrom, letter.HealsUntil).ShouldBe((null, null));
        letter.NeedsAPersonAt(s_first).ShouldBeTrue();
    }

    [Fact]
    public static void An_Event_That_Is_Stale_Sooner_Needs_A_Person_Sooner() =>
        Stamped(stale: 10).HealsUntil.ShouldBe(s_first.AddMinutes(10));

    [Fact]
    public static void Where_Healing_Is_Off_Every_Letter_Needs_A_Person()
    {
        var off = new HealingRule(new HealingOptions { Enabled = false });

        off.Stamp(Envelopes.Write(), staleAt: null).HealsUntil.ShouldBeNull();

        // Also one that an earlier setting let heal: nobody comes for it any more.
        off.Of(new QueuedLetter.Enveloped(Stamped()), s_first).ShouldBeNull();
    }

    [Fact]
    public static void A_Raw_Event_Counts_As_Failed_Once_When_It_Came()
    {
        var raw = new QueuedLetter.Raw(JsonElement.Parse("{}"), FunctionArn: null, Owner: null) { SentAt = s_first };

        s_rule.Of(raw, s_first).ShouldBe(new HealingTime(s_first.AddMinutes(1), s_first.AddHours(1)));
        s_rule.Of(raw, s_first.AddHours(1)).ShouldBeNull();
        s_rule.Of(raw with { SentAt = null }, s_first).ShouldBeNull();
        s_rule.Of(queued: null, s_first).ShouldBeNull();
    }

    private static DeadLetter Stamped(FailureReason reason = FailureReason.CrmUnavailable, int attempts = 1, int failedAfter = 0, int? notBefore = null, int? stale = null) =>
        s_rule.Stamp(
            Envelopes.Write(reason, attempts, s_first, notBefore is null ? null : s_first.AddMinutes(notBefore.Value)) with { LastFailedAt = s_first.AddMinutes(failedAfter) },
            stale is null ? null : s_first.AddMinutes(stale.Value));
}
