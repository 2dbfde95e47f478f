using System.Net;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Crm.Vtiger.WebService;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/crm/vtiger.md against the code.</summary>
public static class VtigerPageTests
{
    private static readonly Page s_page = Page.Read("docs/crm/vtiger.md");

    [Fact]
    public static void The_fields_are_those_that_are_read_when_nothing_is_set() =>
        Table("field", next: "look-up").ToDictionary(row => Page.CodeIn(row[0]).Single(), row => Page.CodeIn(row[1]).Single().Replace(@"\|", "|", StringComparison.Ordinal))
            .ShouldBe(VtigerOptions.Defaults.Fields.ToDictionary(), ignoreOrder: true);

    [Fact]
    public static void Every_field_with_a_number_is_named_for_the_profile()
    {
        var words = s_page.Prose.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal);
        foreach (var module in VtigerModule.All)
        {
            var phones = module.Phones.Select(phone => $"`{phone}`").ToList();
            words.ShouldContain($"{string.Join(", ", phones[..^1])} and {phones[^1]} of {module.Name.ToLowerInvariant()}");
        }
    }

    [Fact]
    public static void Each_error_is_treated_as_the_page_says()
    {
        var rows = Table("Vtiger says", next: "the tutorial");
        rows.Count.ShouldBe(9);
        Codes(rows[0]).Concat(Codes(rows[1])).ShouldAllBe(code => VtigerInterpreter.Status(code, "query") == HttpStatusCode.Unauthorized);
        Codes(rows[2]).ShouldAllBe(code => VtigerInterpreter.Status(code, "retrieve") == VtigerInterpreter.NoSuchRecord);
        Codes(rows[3]).ShouldAllBe(code => VtigerInterpreter.Status(code, "query") == HttpStatusCode.Forbidden);
        Codes(rows[4]).ShouldAllBe(code => VtigerInterpreter.Status(code, "query") == HttpStatusCode.InternalServerError);
        VtigerInterpreter.Status("QUERY_SYNTAX_ERROR", "query").ShouldBe(HttpStatusCode.BadRequest);

        static IReadOnlyList<string> Codes(string[] row) => Page.CodeIn(row[0]);
    }

    /// <summary>The rows between the heading of that table and of the next.</summary>
    private static List<string[]> Table(string heading, string next) =>
        [.. s_page.Rows.SkipWhile(row => !string.Equals(row[0], heading, StringComparison.Ordinal)).Skip(1).TakeWhile(row => !string.Equals(row[0], next, StringComparison.Ordinal))];
}
