using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>The pages of the CRMs, and the pretend ones, have the version that is asked when nothing is set.</summary>
public static class VersionTests
{
    [Fact]
    public static void HubSpots_page_and_the_pretend_HubSpot_have_the_default_version()
    {
        var version = new HubSpotOptions().ApiVersion;

        PretendHubSpot.Version.ShouldBe(version);
        Page.Read("docs/crm/hubspot.md").Prose.ShouldContain($"by default `{version}`: requests go to `/crm/objects/{version}/…`");
    }

    [Fact]
    public static void Salesforces_page_and_the_pretend_Salesforce_have_the_default_version()
    {
        var version = new SalesforceOptions().ApiVersion;

        PretendSalesforce.Version.ShouldBe(version);
        Page.Read("docs/crm/salesforce.md").Prose.ShouldContain($"by default `{version}`");
    }
}
