using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.HttpAttributes;

public static class HttpAttributesSettingsTests
{
    [Theory]
    [InlineData("Payments", AttributeMethod.Get, "/customer/{customerId}/status", "outstandingBalance, lastPayment, paymentMethod, autoPayEnabled")]
    [InlineData("Appointments", AttributeMethod.Post, "/appointments", "appointments")]
    [InlineData("Availability", AttributeMethod.Post, "/availability", "serviceAvailable")]
    public static void An_API_that_is_named_needs_nothing_else(string api, AttributeMethod method, string path, string fields)
    {
        List<string> problems = [];
        var source = Read(problems, ("Http:Api", api));

        problems.ShouldBeEmpty();
        (source.Of<HttpAttributesOptions>().Method, source.Of<HttpAttributesOptions>().Path, string.Join(", ", source.Fields.Keys)).ShouldBe((method, path, fields));
    }

    [Fact]
    public static void Any_other_has_to_say_what_is_read() =>
        Problems().ShouldBe(["Crm__Sources__0__Fields is not set: name at least one field and the member of the response that it is read from."]);

    [Theory]
    [InlineData("customer/{customerId}")]
    [InlineData("/customer/{customer id}")]
    [InlineData("/customer/{customerId")]
    [InlineData("/customer/customerId}")]
    [InlineData("/customer/{}")]
    [InlineData("/customer/{{customerId}}")]
    [InlineData("/customer/{now+30}")]
    [InlineData("/customer/../{customerId}")]
    [InlineData("/customer/{customerId}/.")]
    [InlineData("/customer\\{customerId}")]
    [InlineData("/customer/{customerId}#top")]
    [InlineData("/customer /{customerId}")]
    public static void A_path_that_cannot_be_used_is_named(string path) =>
        Problems(("Http:Api", "Payments"), ("Http:Path", path)).ShouldHaveSingleItem().ShouldStartWith($"Crm__Sources__0__Http__Path is '{path}': begin with /, name fields");

    [Theory]
    [InlineData("{\"id\":{customerId}}")]
    [InlineData("id={customerId}")]
    [InlineData("""{"id":"{customerId}",}""")]
    [InlineData("""{"\ud83d":"{customerId}"}""")]
    [InlineData("""{"id":"\ud83d"}""")]
    public static void A_body_that_is_no_JSON_is_named(string body) =>
        Problems(("Http:Api", "Appointments"), ("Http:Body", body)).ShouldHaveSingleItem().ShouldStartWith("Crm__Sources__0__Http__Body is no JSON: write a document such as");

    [Fact]
    public static void A_request_that_asks_for_nobody_is_refused() =>
        Problems(("Http:Api", "Appointments"), ("Http:Body", """{"id":"customerId","on":"{today}"}"""))
            .ShouldBe(["Crm__Sources__0__Http__Path asks for nobody: name a field of the customer in it or in Body, such as {customerId}."]);

    [Fact]
    public static void A_body_is_posted() =>
        Problems(("Http:Api", "Payments"), ("Http:Method", "GET"), ("Http:Body", """{"id":"{customerId}"}"""))
            .ShouldBe(["Crm__Sources__0__Http__Body is set, and Method is Get: remove it, or set Method to Post."]);

    [Theory]
    [InlineData("now")]
    [InlineData("the id")]
    [InlineData("{customerId}")]
    public static void The_id_is_a_field(string id) =>
        Problems(("Http:Api", "Payments"), ("Http:CustomerIdField", id)).ShouldHaveSingleItem().ShouldStartWith($"Crm__Sources__0__Http__CustomerIdField is '{id}': name a field");

    [Fact]
    public static void Availability_is_not_asked_by_id() =>
        Problems(("Http:Api", "Availability"), ("Http:CustomerIdField", "crmAccountId")).ShouldHaveSingleItem().ShouldStartWith("Crm__Sources__0__Http__CustomerIdField is not a setting");

    [Theory]
    [InlineData("health")]
    [InlineData("/{customerId}")]
    [InlineData("/{today}")]
    [InlineData("/../")]
    public static void A_probe_asks_for_nobody(string path) =>
        Problems(("Http:Api", "Payments"), ("Http:ProbePath", path)).ShouldHaveSingleItem().ShouldStartWith($"Crm__Sources__0__Http__ProbePath is '{path}'");

    [Fact]
    public static void A_field_that_no_source_gives_is_named_with_those_that_there_are() =>
        Problems(("Http:Api", "Payments"), ("Http:CustomerIdField", "loyaltyNo")).ShouldBe(
        [
            "Crm__Sources holds 'api', which asks by the customer's field 'loyaltyNo', and no source that is asked before gives it: "
            + "ask by another (customerId, location, serviceType), as with Http__CustomerIdField, or add it to the Fields of one that finds customers.",
        ]);

    [Fact]
    public static void What_one_API_adds_another_may_be_asked_by() =>
        Problems(
            ("Http:Api", "Payments"), ("Http:CustomerIdField", "loyaltyNo"),
            ("2:Name", "loyalty"), ("2:Kind", "Http"), ("2:Url", "https://loyalty.example.com"), ("2:SecretId", "loyalty"), ("2:Fields:loyaltyNo", "no")).ShouldBeEmpty();

    [Fact]
    public static void Two_that_wait_for_each_other_are_named() =>
        Problems(
            ("Http:Api", "Payments"), ("Http:CustomerIdField", "loyaltyNo"),
            ("2:Name", "loyalty"), ("2:Kind", "Http"), ("2:Url", "https://loyalty.example.com"), ("2:SecretId", "loyalty"), ("2:Fields:loyaltyNo", "no"), ("2:Http:CustomerIdField", "lastPayment"))
            .Select(problem => problem.Split('\'')[1]).ShouldBe(["api", "loyalty"]);

    [Fact]
    public static void A_member_that_must_never_leave_is_refused() =>
        Problems(("Http:Api", "Payments"), ("Fields:card", "default_method")).ShouldHaveSingleItem().ShouldContain("never leave the CRM");

    [Fact]
    public static void It_changes_nobody_and_so_has_no_time_of_a_change() =>
        Problems(("Http:Api", "Payments"), ("ChangedAtMember", "updated")).ShouldHaveSingleItem().ShouldStartWith("Crm__Sources__0__ChangedAtMember is not a setting");

    private static List<string> Problems(params (string Name, string Value)[] settings)
    {
        List<string> problems = [];
        Read(problems, settings);
        return problems;
    }

    private static CrmSourceOptions Read(List<string> problems, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] both =
        [
            ("0:Name", "api"), ("0:Kind", "Http"), ("0:Url", "https://pay.example.com"), ("0:SecretId", "pay"), .. settings.Select(setting => (char.IsDigit(setting.Name[0]) ? setting.Name : $"0:{setting.Name}", setting.Value)),
            ("1:Name", "crm"), ("1:Url", "https://crm.example.com"), ("1:SecretId", "crm"), ("1:Fields:customerId", "id"), ("1:Fields:serviceType", "service"), ("1:Fields:location", "town"),
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(both.Select(setting => KeyValuePair.Create($"Crm:Sources:{setting.Name}", (string?)setting.Value))).Build();
        return CrmOptions.Read(Settings.Of(configuration, CrmOptions.Section, problems), AllKinds.List).Sources[0];
    }
}
