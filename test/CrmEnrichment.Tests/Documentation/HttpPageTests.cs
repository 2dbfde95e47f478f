using System.Text.Json;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/crm/http.md against what the code makes of its settings.</summary>
public static class HttpPageTests
{
    private static readonly Page s_page = Page.Read("docs/crm/http.md");

    [Fact]
    public static void The_sources_of_the_page_are_taken()
    {
        var settings = s_page.CodeBlocks("sh").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);
        settings["Crm__Sources__0__Name"] = settings["Crm__Sources__0__SecretId"] = "hubspot";
        settings["Crm__Sources__0__Kind"] = "HubSpot";

        Read(settings).Select(source => source.Name).ShouldBe(["hubspot", "payments", "loyalty"]);
    }

    [Theory]
    [InlineData(AttributeApi.Payments)]
    [InlineData(AttributeApi.Appointments)]
    [InlineData(AttributeApi.Availability)]
    public static void The_table_of_the_APIs_is_the_codes(AttributeApi api)
    {
        var rows = s_page.Rows.Where(row => row.Length == 4).SkipWhile(row => row[0] != $"`{api}`").ToList();
        var own = rows.Take(1).Concat(rows.Skip(1).TakeWhile(row => row[0].Length == 0)).ToList();
        var defaults = AttributeApiDefaults.Of(api, "customerId");

        own[0][1].ShouldBe($"`{defaults.Method.ToString().ToUpperInvariant()} {defaults.Path}`");
        own.Select(row => KeyValuePair.Create(row[2].Trim('`'), row[3].Trim('`'))).ShouldBe(defaults.Fields);
    }

    [Fact]
    public static void The_bodies_of_the_page_are_the_codes() =>
        s_page.CodeBlocks("json").Zip([AttributeApi.Appointments, AttributeApi.Availability])
            .ShouldAllBe(pair => JsonElement.DeepEquals(JsonElement.Parse(pair.First), JsonElement.Parse(AttributeApiDefaults.Of(pair.Second, "customerId").Body)));

    [Fact]
    public static void The_fields_that_the_page_calls_ids_are_given()
    {
        var rows = s_page.Rows.SkipWhile(row => row is not ["kind", ..]).Skip(1).TakeWhile(row => row.Length == 3).ToList();
        var documented = rows.SelectMany(row => Page.CodeIn(row[0]).Select(kind => (Kind: AllKinds.Named(kind), Field: row[1].Trim('`')))).ToList();

        documented.ShouldNotBeEmpty();
        documented.ShouldAllBe(row => DefaultsOf(row.Kind).Fields.ContainsKey(row.Field));
        AllKinds.List.Except([AllKinds.Http]).ShouldBe(documented.Select(row => row.Kind), ignoreOrder: true);
    }

    private static IReadOnlyList<CrmSourceOptions> Read(Dictionary<string, string> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value))).Build();
        List<string> problems = [];
        var options = CrmOptions.Read(Settings.Of(configuration, CrmOptions.Section, problems), AllKinds.List);
        problems.ShouldBeEmpty();
        return options.Sources;
    }

    private static CrmKindDefaults DefaultsOf(CrmKind kind) =>
        kind.Defaults(kind.ReadOwn(Settings.Of(new ConfigurationBuilder().Build(), "Source", new List<string>())));
}
