using Xunit;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>The journal's campaign with a pretend CRM of each kind. For a database it is among the peer tests.</summary>
[Collection(Alone)]
public sealed class JournalSafetyTests(ITestOutputHelper output)
{
    /// <summary>It would take the time that other tests measure by.</summary>
    private const string Alone = "Journal campaign";

    [Theory]
    [InlineData("Rest", 60)]
    [InlineData("HubSpot", 20)]
    [InlineData("Salesforce", 20)]
    [InlineData("Vtiger", 20)]
    public Task Every_call_has_exactly_one_complete_entry_whatever_fails(string kind, int calls) =>
        new JournalCampaign(kind, calls, output.WriteLine).RunAsync(cloud => JournalledCrm.StartAsync(kind, cloud), TestContext.Current.CancellationToken);

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class RunsAlone;
}
