using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Sql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/crm/sql.md against the code; what it tells databases to do is done in the peer tests.</summary>
public static class SqlPageTests
{
    private static readonly Page s_page = Page.Read("docs/crm/sql.md");

    [Fact]
    public static void The_usual_queries_are_the_codes() =>
        s_page.CodeBlocks("sql").Select(block => block.TrimEnd()).Where(block => block.StartsWith("SELECT", StringComparison.Ordinal))
            .ShouldBe([DefaultQueries.ByPhone, DefaultQueries.ById, DefaultQueries.ByIdInMySql]);

    [Fact]
    public static void Every_parameter_is_explained_with_what_it_holds()
    {
        var reader = new PhoneNumberReader("DE");
        var spellings = PhoneSpellings.Of(reader.Read("+493012345678").Phone!.Value, reader);

        s_page.Rows.Where(row => row[0].StartsWith("`@", StringComparison.Ordinal)).Select(row => (Page.CodeIn(row[0]).Single(), Page.CodeIn(row[1]).SingleOrDefault())).ShouldBe(
        [
            ("@phone", spellings.E164), ("@digits", spellings.Digits), ("@dialled", spellings.Dialled), ("@national", spellings.National),
            (SqlSourceOptions.CustomerParameters.Single(), null),
        ]);
    }

    [Fact]
    public static void The_limit_of_rows_is_the_codes() => s_page.Prose.ReplaceLineEndings(" ").ShouldContain($"At most {RowReader.MostRows} rows are read");
}
