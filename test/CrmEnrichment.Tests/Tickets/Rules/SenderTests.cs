using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Rules;

public static class SenderTests
{
    private const string Server = "mx.example.com";

    [Theory]
    [InlineData("mx.example.com; spf=pass; dmarc=pass header.from=example.org", true)]
    [InlineData("MX.example.com 1; dmarc=pass (p=none)", true)]
    [InlineData("mx.example.com; dmarc=fail", false)]
    [InlineData("mx.example.com; dkim=pass", false)]
    [InlineData("mx.example.com; dmarc=fail (dmarc=pass; dmarc=pass)", false)]
    [InlineData("mx.example.com; dmarc=passed", false)]
    [InlineData("mx.example.com.evil.example; dmarc=pass", false)]
    [InlineData("evil.example; dmarc=pass", false)]
    [InlineData("", false)]
    public static void Only_the_trusted_servers_dmarc_pass_proves_a_sender(string results, bool holds) =>
        SenderProof.Holds([new("Authentication-Results", results)], Server).ShouldBe(holds);

    [Fact]
    public static void The_topmost_results_of_the_server_count_and_not_those_that_a_sender_wrote_below()
    {
        SenderProof.Holds([new("authentication-results", $"{Server}; dmarc=fail"), new("Authentication-Results", $"{Server}; dmarc=pass")], Server).ShouldBeFalse();
        SenderProof.Holds([new MailHeader("Subject", $"{Server}; dmarc=pass")], Server).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("bob@partner.example", true)]
    [InlineData("boss@example.net", true)]
    [InlineData("mallory@example.net", false)]
    [InlineData("x@evil.partner.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public static void A_sender_belongs_to_the_ticket_or_stands_in_the_allow_list(string? sender, bool allowed) =>
        new SenderRule(["@Partner.example", "boss@example.net"]).Allows(sender, new Ticket("7", ["ada@example.org"])).ShouldBe(allowed);
}
