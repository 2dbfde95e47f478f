using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>Lines as VICIdial has written them in one version or another: the separator differs, and so does the order of lines.</summary>
public static class AnswerLineTests
{
    [Theory]
    [InlineData("ERROR: add_lead PHONE NUMBER IN DNC - 7275550099|apiuser", "Error", "add_lead PHONE NUMBER IN DNC", "7275550099,apiuser", "DoNotCall")]
    [InlineData("ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM: |apiuser||NOPE|", "Error", "update_lead NO MATCHES FOUND IN THE SYSTEM", "apiuser,,NOPE,", "NoMatches")]
    [InlineData("ERROR: lead_all_info LEAD NOT FOUND: apiuser|999999|", "Error", "lead_all_info LEAD NOT FOUND", "apiuser,999999,", "NoSuchLead")]
    [InlineData("ERROR: NO FUNCTION SPECIFIED", "Error", "NO FUNCTION SPECIFIED", "", "Other")]
    [InlineData("ERROR: add_lead NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED - 7275551113|77777", "Error", "add_lead NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED", "7275551113,77777", "NoSuchList")]
    [InlineData("ERROR: agent_user is not paused - 1003", "Error", "agent_user is not paused", "1003", "AgentNotPaused")]
    [InlineData("ERROR: phone_number is already in this agents manual dial queue - 1003|7275551212", "Error", "phone_number is already in this agents manual dial queue", "1003,7275551212", "AlreadyQueued")]
    [InlineData("ERROR: external_dial not valid - 7275551212|1|YES|NO|YES|||", "Error", "external_dial not valid", "7275551212,1,YES,NO,YES,,,", "NotValid")]
    [InlineData("NOTICE: update_campaign NO UPDATES DEFINED - 6666|", "Notice", "update_campaign NO UPDATES DEFINED", "6666,", "NothingToChange")]
    public static void A_line_is_told_by_its_words(string text, string kind, string reason, string data, string refusal)
    {
        var line = AnswerLine.Read(text)!;

        (line.Kind.ToString(), line.Reason, string.Join(',', line.Data), RefusalWords.Read(line).ToString()).ShouldBe((kind, reason, data, refusal));
        line.ToString().ShouldNotContain("727");
    }

    [Theory]
    [InlineData("Perez")]
    [InlineData("7275551001|2|1005-501")]
    [InlineData("SUCCESSFUL: 7")]
    public static void Raw_data_is_no_such_line(string text) => AnswerLine.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("NOTICE: one - 1\nSUCCESS: two - 2\n")]
    [InlineData("SUCCESS: two - 2\r\nNOTICE: one - 1\r\n")]
    public static void Lines_come_in_any_order(string text)
    {
        var answer = new VicidialAnswer(text);

        (answer.Success("two")!.At(0), answer.Notice("one")!.At(0), answer.Error, answer.Rows.Count).ShouldBe(("2", "1", null, 0));
    }
}
