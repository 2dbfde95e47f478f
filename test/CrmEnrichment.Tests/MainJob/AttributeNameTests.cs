using CrmEnrichment.Configuration;
using CrmEnrichment.Tests.Deployment;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Names of participant attributes, one by one, as screen pops ask for them.</summary>
public static class AttributeNameTests
{
    [Fact]
    public static async Task A_field_with_a_name_of_its_own_is_written_without_the_prefix_and_the_others_with_it()
    {
        await using var contact = await Contact.StartAsync(("Genesys__Attributes__crmAccountId", "PEF_SearchValue"), ("Genesys__Attributes__lookupStatus", "status"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetRawText().ShouldBe(
            """{"PEF_SearchValue":"ACCT-99281","crm.lifetimeValue":"14250.75","crm.loyaltyTier":"Platinum","crm.lastPurchaseDate":"2024-05-28T09:15:00Z","status":"Found"}""");
    }

    [Theory]
    [InlineData("Genesys:Attributes:name", "PEF URLPop", "Genesys__Attributes__name is not the name of an attribute: use 1 to 64 letters, digits, dots, dashes and underscores.")]
    [InlineData("Genesys:Attributes:email", "pop", "Genesys__Attributes gives email and name the same name: give each field its own.")]
    [InlineData("Crm:Sources:0:Fields:lookupStatus", "status", "Crm__Sources of 'crm' has a field 'lookupStatus', which is a name of the context's own: give the field another name.")]
    public static void A_name_that_would_be_lost_is_refused(string key, string value, string problem) => Should.Throw<InvalidConfigurationException>(() => AllSections.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Genesys:SecretId"] = "genesys",
            ["Genesys:Attributes:name"] = "pop",
            ["Crm:Sources:0:Name"] = "crm",
            ["Crm:Sources:0:Url"] = "https://crm.example.com",
            ["Crm:Sources:0:SecretId"] = "crm",
            ["DeadLetters:QueueUrl"] = "https://sqs.example.com/1/dead-letters",
            [key] = value,
        }).Build())).Problems.ShouldBe([problem]);
}
