using CrmEnrichment.DeadLetters;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>Which letters a filter means, over a thousand random letters each.</summary>
public static class LetterFilterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DeadLetter> s_letters =
        from reason in Gen.Elements(Enum.GetValues<FailureReason>())
        from attempts in Gen.Choose(1, 9)
        from minutes in Gen.Choose(-90, 0)
        from wait in Gen.Elements<int?>(null, -5, 0, 5)
        from heals in Gen.Elements<int?>(null, -5, 0, 5)
        from key in Gen.Elements(null, "conversation-1/a", "conversation-2/b")
        select new DeadLetter
        {
            LetterId = $"letter-{attempts}{minutes}",
            Handler = attempts % 2 == 0 ? "EnrichInteraction" : "LogInteraction",
            EventKey = key,
            Reason = reason,
            Retryable = new Failure(reason, "").IsRetryable,
            NotBefore = wait is null ? null : s_now.AddMinutes(wait.Value),
            HealsUntil = heals is null ? null : s_now.AddMinutes(heals.Value),
            Attempts = attempts,
            FirstFailedAt = s_now.AddMinutes(minutes),
            LastFailedAt = s_now.AddMinutes(minutes),
            Message = "",
            Function = new("EnrichInteraction", "1"),
        };

    private static readonly Gen<LetterFilter> s_filters =
        from reasons in Gen.SubListOf(Enum.GetValues<FailureReason>())
        from handler in Gen.Elements(null, "EnrichInteraction", "LogInteraction")
        from interaction in Gen.Elements(null, "CONVERSATION-1", "conversation-2")
        from after in Gen.Elements<int?>(null, -60, -30)
        from before in Gen.Elements<int?>(null, -20, 0)
        from standing in Gen.Elements<LetterStanding?>(null, LetterStanding.RetryableNow, LetterStanding.NotYet, LetterStanding.Permanent)
        from person in Gen.Elements<bool?>(null, true, false)
        from least in Gen.Elements<int?>(null, 2, 5)
        from most in Gen.Elements<int?>(null, 4, 8)
        select new LetterFilter
        {
            Reasons = [.. reasons],
            Handler = handler,
            Interaction = interaction,
            FailedAfter = after is null ? null : s_now.AddMinutes(after.Value),
            FailedBefore = before is null ? null : s_now.AddMinutes(before.Value),
            Standing = standing,
            NeedsAPerson = person,
            MinimumAttempts = least,
            MaximumAttempts = most,
        };

    [Fact]
    public static void An_Empty_Filter_Means_Every_Letter() => Holds(s_letters.Select(letter => new LetterFilter().Matches(letter, s_now)));

    [Fact]
    public static void A_Filter_Means_What_Each_Of_Its_Conditions_Alone_Means() => Holds(
        from letter in s_letters
        from filter in s_filters
        let alone = new LetterFilter[]
        {
            new() { Reasons = filter.Reasons },
            new() { Handler = filter.Handler },
            new() { Interaction = filter.Interaction },
            new() { FailedAfter = filter.FailedAfter },
            new() { FailedBefore = filter.FailedBefore },
            new() { Standing = filter.Standing },
            new() { NeedsAPerson = filter.NeedsAPerson },
            new() { MinimumAttempts = filter.MinimumAttempts },
            new() { MaximumAttempts = filter.MaximumAttempts },
        }
        select filter.Matches(letter, s_now) == alone.All(one => one.Matches(letter, s_now)));

    [Fact]
    public static void Every_Letter_Stands_In_Exactly_One_Of_Three_Ways() => Holds(s_letters.Select(letter =>
        Enum.GetValues<LetterStanding>().Count(standing => new LetterFilter { Standing = standing }.Matches(letter, s_now)) == 1));

    [Fact]
    public static void Every_Letter_Either_Heals_By_Itself_Or_Needs_A_Person() => Holds(
        from letter in s_letters
        let person = new LetterFilter { NeedsAPerson = true }.Matches(letter, s_now)
        select person != new LetterFilter { NeedsAPerson = false }.Matches(letter, s_now) && person == !(letter.Retryable && letter.HealsUntil > s_now));

    [Fact]
    public static void Two_Halves_Of_The_Time_Share_No_Letter_And_Miss_None() => Holds(
        from letter in s_letters
        from minutes in Gen.Choose(-90, 0)
        let at = s_now.AddMinutes(minutes)
        select new LetterFilter { FailedBefore = at }.Matches(letter, s_now) != new LetterFilter { FailedAfter = at }.Matches(letter, s_now));

    [Fact]
    public static void A_Letter_Is_Found_By_Its_Id_And_By_Its_Interaction() => Holds(
        from letter in s_letters
        select new LetterFilter { LetterIds = ["another", letter.LetterId.ToUpperInvariant()] }.Matches(letter, s_now)
            && !new LetterFilter { LetterIds = ["another"] }.Matches(letter, s_now)
            && new LetterFilter { Interaction = "conversation-1" }.Matches(letter, s_now) == (letter.EventKey is "conversation-1/a"));

    [Fact]
    public static void A_Letter_Of_Work_Without_A_Key_Is_Found_By_What_It_Is_About() => Holds(
        from letter in s_letters
        select new LetterFilter { Interaction = "conversation-2" }.Matches(letter with { EventKey = null, CorrelationId = "conversation-2" }, s_now)
            && !new LetterFilter { Interaction = "conversation-2" }.Matches(letter with { EventKey = null, CorrelationId = null }, s_now));

    [Fact]
    public static void A_Filter_With_Any_Condition_Is_Not_Empty()
    {
        new LetterFilter { Reasons = [], LetterIds = [] }.IsEmpty.ShouldBeTrue();
        new LetterFilter { MaximumAttempts = 0 }.IsEmpty.ShouldBeFalse();
        new LetterFilter { Standing = LetterStanding.RetryableNow }.IsEmpty.ShouldBeFalse();
    }

    private static void Holds(Gen<bool> property) => Prop.ForAll(Arb.From(property), holds => holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
