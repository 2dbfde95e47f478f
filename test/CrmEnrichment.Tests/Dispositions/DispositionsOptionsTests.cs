using CrmEnrichment.Configuration;
using CrmEnrichment.Dispositions;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Dispositions;

/// <summary>The article's map, and what a configuration changes of it.</summary>
public static class DispositionsOptionsTests
{
    /// <summary>The article's DISPO_MAP.</summary>
    [Theory]
    [InlineData("SALE", "Closed Won", "closedwon")]
    [InlineData("NI", "Closed Lost", "closedlost")]
    [InlineData("CALLBK", "Open", "appointmentscheduled")]
    [InlineData("DNC", "Closed Lost", "closedlost")]
    [InlineData("NQ", "Closed Lost", "closedlost")]
    [InlineData("XFER", "Negotiation", "qualifiedtobuy")]
    [InlineData("DEAD", "Closed Lost", "closedlost")]
    public static void The_defaults_are_the_articles(string code, string salesforce, string hubSpot)
    {
        var rule = Read().Find(campaign: null, code)!;

        (rule.Salesforce, rule.HubSpot).ShouldBe((salesforce, hubSpot));
        (rule.DoNotContact, rule.Callback).ShouldBe((code is "DNC", code is "CALLBK"));
        rule.Vtiger.ShouldNotBeEmpty();
    }

    [Fact]
    public static void What_is_set_leaves_the_rest_of_its_default()
    {
        var options = Read(("Map:SALE:HubSpot", "presentationscheduled"), ("Map:WRONG:DoNotContact", "true"), ("Campaigns:B2B:sale:Salesforce", "Signed"));

        options.Find("B2C", "SALE")!.ShouldBe(new DispositionsOptions().Map["SALE"] with { HubSpot = "presentationscheduled" });
        options.Find("b2b", "SALE")!.ShouldBe(new DispositionsOptions().Map["SALE"] with { HubSpot = "presentationscheduled", Salesforce = "Signed" });
        options.Find("B2B", "NI")!.ShouldBe(new DispositionsOptions().Map["NI"]);
        options.Find(null, "WRONG")!.ShouldBe(new DispositionRule { DoNotContact = true });
        options.Find(null, "OTHER").ShouldBeNull();
        options.Find("B2B", null).ShouldBeNull();
    }

    [Theory]
    [InlineData("Map:SALE:HupSpot", "closedwon", "Dispositions__Map__SALE__HupSpot is not a setting (did you mean HubSpot?)")]
    [InlineData("Map:SALE:Callback", "yes", "Dispositions__Map__SALE__Callback is 'yes'")]
    [InlineData("Map", "SALE", "Dispositions__Map is a text")]
    [InlineData("Campaigns:B2B:SALE:Stage", "Won", "Dispositions__Campaigns__B2B__SALE__Stage is not a setting")]
    public static void A_mistake_is_told_with_its_key(string key, string value, string problem)
    {
        var problems = new List<string>();

        Read(problems, (key, value));

        problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    private static DispositionsOptions Read(params (string Key, string Value)[] set)
    {
        var problems = new List<string>();
        var options = Read(problems, set);
        problems.ShouldBeEmpty();
        return options;
    }

    private static DispositionsOptions Read(List<string> problems, params (string Key, string Value)[] set)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(set.Select(one => KeyValuePair.Create($"Dispositions:{one.Key}", (string?)one.Value))).Build();
        return DispositionsOptions.Read(Settings.Of(configuration, "Dispositions", problems));
    }
}
