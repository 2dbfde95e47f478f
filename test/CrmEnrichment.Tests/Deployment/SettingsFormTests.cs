using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers;
using CrmEnrichment.Platforms.Genesys;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>A value in another form than the setting has is an error that names the key and the fix: else the default would be kept, and nobody told.</summary>
public static class SettingsFormTests
{
    [Theory]
    [InlineData("Audiences:Context:Fields", "name", "Customers__Audiences__Context__Fields is a text, and a list is meant: set Customers__Audiences__Context__Fields__0.")]
    [InlineData("Audiences:Context", "name", "Customers__Audiences__Context is a text, and a section is meant: set Customers__Audiences__Context__Fields, Customers__Audiences__Context__MaskEmail.")]
    [InlineData("Audiences:Context:Fields:0:x", "name", "Customers__Audiences__Context__Fields__0__x is not a setting: set Customers__Audiences__Context__Fields__0 to a text.")]
    [InlineData("Cache", "false", "Customers__Cache is a text, and a section is meant: set Customers__Cache__Enabled, Customers__Cache__FreshFor, Customers__Cache__MemoryFor, Customers__Cache__StaleFor, Customers__Cache__UnknownFor.")]
    [InlineData("Cache:Enabled:x", "false", "Customers__Cache__Enabled__x is not a setting: set Customers__Cache__Enabled to a text.")]
    public static void In_the_section_Customers(string key, string value, string problem) =>
        Problems(CustomersOptions.Section, CustomersOptions.Read, (key, value)).ShouldBe([problem]);

    [Theory]
    [InlineData("Topics", "flow.start", "Genesys__Topics is a text, and a list is meant: set Genesys__Topics__0.")]
    [InlineData("Topics:0", "", "Genesys__Topics__0 is empty: set it or remove it.")]
    [InlineData("Topics:0", "  ", "Genesys__Topics__0 is empty: set it or remove it.")]
    [InlineData("Attributes", "name", "Genesys__Attributes is a text, and a list of names is meant: set Genesys__Attributes__NAME.")]
    [InlineData("Attributes:name:x", "y", "Genesys__Attributes__name__x is not a setting: set Genesys__Attributes__name to a text.")]
    [InlineData("Region:0", "usw2.pure.cloud", "Genesys__Region__0 is not a setting: set Genesys__Region to a text.")]
    public static void In_the_section_Genesys(string key, string value, string problem) =>
        Problems(GenesysOptions.Section, GenesysOptions.Read, (key, value), ("SecretId", "genesys")).ShouldBe([problem]);

    [Fact]
    public static void Spaces_around_an_entry_mean_nothing()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Genesys:SecretId", "genesys"), new("Genesys:Topics:0", " flow.start ")]).Build();

        GenesysOptions.Read(Settings.Of(configuration, GenesysOptions.Section, [])).Topics.ShouldBe(["flow.start"]);
    }

    [Theory]
    [InlineData("Sources:0:Fields:name:x", "y", "Crm__Sources__0__Fields__name__x is not a setting: set Crm__Sources__0__Fields__name to a text.")]
    [InlineData("Sources:0:Fields:name", "", "Crm__Sources__0__Fields__name is empty: set it or remove it.")]
    [InlineData("Sources:0:Fields", "name", "Crm__Sources__0__Fields is a text, and a list of names is meant: set Crm__Sources__0__Fields__NAME.")]
    [InlineData("Sources:0:HubSpot", "false", "Crm__Sources__0__HubSpot is a text, and a section is meant: set Crm__Sources__0__HubSpot__ApiVersion, Crm__Sources__0__HubSpot__Company, Crm__Sources__0__HubSpot__Deal, Crm__Sources__0__HubSpot__Dispositions, Crm__Sources__0__HubSpot__Journal, Crm__Sources__0__HubSpot__Tickets.")]
    [InlineData("Sources", "hubspot", "Crm__Sources is a text, and a list is meant: set Crm__Sources__0__NAME.")]
    public static void In_the_section_Crm(string key, string value, string problem) => Problems(
        CrmOptions.Section, settings => CrmOptions.Read(settings, AllKinds.List),
        (key, value), ("Sources:0:Name", "crm"), ("Sources:0:Kind", "HubSpot"), ("Sources:0:SecretId", "crm")).ShouldBe([problem]);

    private static List<string> Problems<T>(string section, Func<Settings, T> read, params (string Key, string Value)[] set)
    {
        var problems = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(set.Select(setting => KeyValuePair.Create($"{section}:{setting.Key}", (string?)setting.Value))).Build();
        read(Settings.Of(configuration, section, problems));
        return problems;
    }
}
