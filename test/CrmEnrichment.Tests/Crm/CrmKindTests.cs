using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>What a source's kind changes about its settings.</summary>
public static class CrmKindTests
{
    [Fact]
    public static void HubSpot_needs_no_address_and_has_its_own_fields()
    {
        var source = CrmRoom.Options(("Kind", "HubSpot"));

        source.Url.ShouldBeNull();
        source.Fields["name"].ShouldBe("firstname lastname");
        source.ChangedAtMember.ShouldBe("lastmodifieddate");
    }

    [Fact]
    public static void Fields_that_are_set_replace_those_of_the_kind() =>
        CrmRoom.Options(("Kind", "HubSpot"), ("Fields:mail", "email")).Fields.ShouldHaveSingleItem().ShouldBe(new("mail", "email"));

    [Fact]
    public static void A_section_of_another_kind_is_refused_and_both_keys_are_named() =>
        Problems(("Kind", "Rest"), ("Url", "https://crm.example.com"), ("HubSpot:Deal", "false"))
            .ShouldBe(["Crm__Sources__0__HubSpot is set, and Kind is Rest: set Crm__Sources__0__Kind to HubSpot or remove it."]);

    [Fact]
    public static void A_secret_is_asked_for_by_what_the_kind_needs() =>
        Problems(("Kind", "HubSpot"), ("SecretId", "")).ShouldBe(["""Crm__Sources__0__SecretId is not set: name the secret that holds {"access_token": …}."""]);

    [Theory]
    [InlineData("https://crm.example.com", false)]
    [InlineData("https://api.hubapi.com.example.com", false)]
    [InlineData("https://api.hubapi.com", true)]
    [InlineData("http://127.0.0.1:4580", true)]
    public static void A_token_of_HubSpot_goes_to_HubSpot_alone(string url, bool isTaken) => Problems(("Kind", "HubSpot"), ("Url", url))
        .ShouldBe(isTaken ? [] : ["Crm__Sources__0__Url is not an address of HubSpot, and its token would be sent there: remove it."]);

    [Theory]
    [InlineData("Name")]
    [InlineData("Contact.Name, (SELECT Id FROM Cases)")]
    [InlineData("Contact.Account.Name")]
    [InlineData("Case.Subject")]
    [InlineData("Contact.Name|")]
    public static void A_field_of_Salesforce_is_a_name(string names) =>
        Problems(("Kind", "Salesforce"), ("Url", "https://acme.my.salesforce.com"), ("Fields:name", names)).ShouldHaveSingleItem()
            .ShouldStartWith($"Crm__Sources__0__Fields__name is '{names}': name fields by their API names");

    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    [InlineData("2025-09")]
    [InlineData("2026-9")]
    [InlineData("2026-13")]
    [InlineData("2026-09-beta")]
    [InlineData("2026-09/../v3")]
    [InlineData("latest")]
    public static void A_version_of_HubSpot_is_a_date(string version) =>
        Problems(("Kind", "HubSpot"), ("HubSpot:ApiVersion", version)).ShouldBe(
            ["Crm__Sources__0__HubSpot__ApiVersion has the wrong form: set the date of a version, year and month, such as 2026-09; v1 to v4 are not supported."]);

    [Theory]
    [InlineData("67")]
    [InlineData("v67")]
    [InlineData("67.1")]
    [InlineData("V67.0")]
    [InlineData("vv67.0")]
    [InlineData("v067.0")]
    [InlineData("v67.0/../../apexrest")]
    public static void A_version_of_Salesforce_has_the_form_of_one(string version) =>
        Problems(("Kind", "Salesforce"), ("Url", "https://acme.my.salesforce.com"), ("Salesforce:ApiVersion", version)).ShouldBe(
            ["Crm__Sources__0__Salesforce__ApiVersion has the wrong form: set a version such as v67.0."]);

    [Fact]
    public static void Salesforce_needs_an_address() =>
        Problems(("Kind", "Salesforce")).ShouldBe(["Crm__Sources__0__Url is not set: set the CRM's https base address."]);

    [Theory]
    [InlineData("lastname")]
    [InlineData("Contacts.lastname, Contacts.email")]
    [InlineData("Contacts.lastname FROM Users; --")]
    [InlineData("HelpDesk.ticket_title")]
    [InlineData("Contacts.*")]
    [InlineData("Contacts.lastname|")]
    public static void A_field_of_Vtiger_is_a_name(string names) =>
        Problems(("Kind", "Vtiger"), ("Url", "https://crm.example.com"), ("Fields:name", names)).ShouldHaveSingleItem()
            .ShouldStartWith($"Crm__Sources__0__Fields__name is '{names}': name fields by their API names");

    [Theory]
    [InlineData("Vtiger:Modules:0", "HelpDesk", "Vtiger__Modules is 'HelpDesk': list some of Contacts, Leads, Accounts, spelt like this and each once.")]
    [InlineData("Vtiger:Modules:0", "contacts", "Vtiger__Modules is 'contacts': list some of Contacts, Leads, Accounts, spelt like this and each once.")]
    [InlineData("ChangedAtMember", "modifiedtime FROM Users", "ChangedAtMember is 'modifiedtime FROM Users': name one field that contacts, leads and accounts all have.")]
    public static void A_setting_that_would_get_into_a_query_is_a_name(string key, string value, string problem) =>
        Problems(("Kind", "Vtiger"), ("Url", "https://crm.example.com"), (key, value)).ShouldBe([$"Crm__Sources__0__{problem}"]);

    [Fact]
    public static void What_the_kind_does_not_have_is_a_typing_error() =>
        Problems(("Kind", "HubSpot"), ("HubSpot:Deals", "false")).ShouldBe(["Crm__Sources__0__HubSpot__Deals is not a setting (did you mean Deal?): use one of ApiVersion, Company, Deal, Dispositions, Journal, Tickets."]);

    [Theory]
    [InlineData("TrackingProperty", "Tracking Id", "TrackingProperty has the wrong form: name a property by its internal name: small letters, digits and underscores.")]
    [InlineData("Dispositions:0", "Sale made", "Dispositions holds 'Sale made': write the outcome's name, an equals sign and the GUID of the call outcome in HubSpot.")]
    [InlineData("Dispositions:0", "=f240bbac-87c9-4f6e-bf70-924b57d47db7", "Dispositions holds '=f240bbac-87c9-4f6e-bf70-924b57d47db7': write the outcome's name, an equals sign and the GUID of the call outcome in HubSpot.")]
    [InlineData("LastContact:at", "last call/../x", "LastContact__at has the wrong form: name a property by its internal name: small letters, digits and underscores.")]
    [InlineData("LastContact:outcom", "last_call", "LastContact__outcom is nothing that is known of a contact (did you mean outcome?): use one of at, type, outcome, count, status, sourceSystem, trackingId.")]
    public static void What_is_written_to_HubSpot_is_checked_at_the_start(string key, string value, string problem) =>
        Problems(("Kind", "HubSpot"), ($"HubSpot:Journal:{key}", value)).ShouldBe([$"Crm__Sources__0__HubSpot__Journal__{problem}"]);

    [Theory]
    [InlineData("ExternalIdField", "Id = '1' OR Id", "ExternalIdField has the wrong form: name a field by its API name.")]
    [InlineData("LastContact:at", "Opportunity.Last_Call__c", "LastContact__at has the wrong form: name fields of customers, such as Contact.Last_Call__c|Lead.Last_Call__c.")]
    [InlineData("LastContact:at", "Last_Call__c", "LastContact__at has the wrong form: name fields of customers, such as Contact.Last_Call__c|Lead.Last_Call__c.")]
    [InlineData("Upserts", "true", "Upserts is not a setting (did you mean Upsert?): use one of CompletedStatus, ExternalIdField, LastContact, LeadCompany, OpenStatus, Upsert.")]
    public static void What_is_written_to_Salesforce_is_checked_at_the_start(string key, string value, string problem) =>
        Problems(("Kind", "Salesforce"), ("Url", "https://acme.my.salesforce.com"), ($"Salesforce:Journal:{key}", value)).ShouldBe([$"Crm__Sources__0__Salesforce__Journal__{problem}"]);

    private static List<string> Problems(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new[] { ("Name", "crm"), ("SecretId", "crm") }.Concat(settings).GroupBy(s => s.Item1, s => s.Item2)
                .Select(s => KeyValuePair.Create($"Crm:Sources:0:{s.Key}", (string?)s.Last()))).Build();
        var problems = new List<string>();
        CrmOptions.Read(Settings.Of(configuration, CrmOptions.Section, problems), AllKinds.List);
        return problems;
    }
}
