using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Messages of the dead-letter queue that name neither a handler nor a function.</summary>
public sealed class BareEventTests
{
    private static readonly (string Name, string Value)[] s_journal =
    [
        ("Journal__QueueUrl", "https://sqs.us-east-1.amazonaws.com/123456789012/journal"),
        ("Journal__Crms__0", "crm"),
    ];

    // SQS moves a message of the journal's queue here if WriteJournalEntry could not finish it five times.
    [Fact]
    public async Task A_Replay_Gives_It_To_The_Handler_That_Reads_It_As_Its_Own()
    {
        await using var contact = await Contact.StartAsync(s_journal);
        contact.Cloud.DeadLetters.Send("""{"interaction":"genesys/partner/7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef"}""");

        var report = await contact.ReplayAsync();

        // Of WriteJournalEntry: nothing is known of the interaction.
        report.GetProperty("outcomes").GetRawText().ShouldBe("""{"Forgotten":1}""");
        contact.NobodyWasAsked();
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task What_No_Handler_Reads_As_Its_Own_Goes_To_The_First()
    {
        await using var contact = await Contact.StartAsync(s_journal);
        contact.Cloud.DeadLetters.Send("""{"somebody":"else's"}""");

        var report = await contact.ReplayAsync();

        report.GetProperty("outcomes").GetRawText().ShouldBe("""{"InvalidEvent":1}""");
        contact.Letter.GetProperty("handler").GetString().ShouldBe("EnrichInteraction");
        contact.NobodyWasAsked();
    }
}
