using CrmEnrichment.Tickets.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Messages;

public static class TicketReferenceTests
{
    private static readonly TicketReference s_defaults = new(TicketReference.Defaults);

    [Theory]
    [InlineData("TT123", "TT123"), InlineData("Re: AW: Fwd: tt123 printer", "TT123"), InlineData("回复：[#123] 打印机", "123"), InlineData("Re[2]: SV: [#123]", "123"), InlineData("Ticket 123", "123")]
    [InlineData("Ticket #123 is open", "123"), InlineData("RE: Ticket Id: 123 - printer", "123"), InlineData("Ticket Id : 123", "123"), InlineData("ticket no. 123", "123"), InlineData("[Ticket 123]", "123")]
    [InlineData("Re:\r\n Ticket\t123", "123"), InlineData("\u202ETicket\u200B 123", "123")]
    public static void A_number_is_found(string subject, string number) => s_defaults.Find(subject).ShouldBe([number]);

    [Theory]
    [InlineData(""), InlineData("Printer"), InlineData("ATT123"), InlineData("TT123abc"), InlineData("#123"), InlineData("Tickets 123"), InlineData("Ticket 12345678901234567890"), InlineData("Order [#12a]")]
    public static void Other_numbers_are_none(string subject) => s_defaults.Find(subject).ShouldBeEmpty();

    [Fact]
    public static void Each_of_several_numbers_is_found_once() => s_defaults.Find("Re: [#7] tt8, TT8, Ticket 9, Ticket Id: 7").ShouldBe(["TT8", "7", "9"]);

    [Fact]
    public static void A_pattern_may_begin_at_the_beginning_of_the_bare_subject() => new TicketReference([@"^SUP-(?<number>[0-9]+)"]).Find("Re: Aw: RE : SUP-5 and SUP-6").ShouldBe(["5"]);

    [Theory]
    [InlineData("", "must have 1 to 500 characters"), InlineData("([0-9]+)", "(?<number>...)"), InlineData("(?<number>[0-9]+)-(?<other>x)", "one group"), InlineData("(?<number>", "not a regular expression")]
    [InlineData("(?<number>[0-9]*)", "must not match an empty subject"), InlineData(@"(?<=#)(?<number>[0-9]+)", "without lookahead")]
    public static void A_wrong_pattern_is_told_with_its_remedy(string pattern, string problem)
    {
        TicketReference.Problem(pattern).ShouldNotBeNull().ShouldContain(problem);
        Should.Throw<ArgumentException>(() => new TicketReference([pattern])).Message.ShouldContain(problem);
    }

    [Fact]
    public static void The_default_patterns_have_no_problem() => TicketReference.Defaults.Select(TicketReference.Problem).ShouldAllBe(problem => problem == null);

    // A pattern that a backtracking engine would try in 2^1000 ways.
    [Fact]
    public static void A_pattern_that_explodes_elsewhere_does_not() => new TicketReference(["(?<number>(?:a+)+)b"]).Find(new string('a', 100_000)).ShouldBeEmpty();
}
