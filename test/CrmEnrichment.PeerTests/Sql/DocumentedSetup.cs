using System.Text.RegularExpressions;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>The statements of docs/crm/sql.md, in their order.</summary>
internal static partial class DocumentedSetup
{
    private static readonly string[] s_blocks = [.. Block.Matches(File.ReadAllText(Find())).Select(block => block.Groups["sql"].Value)];

    public static string UserInMySql => One("CREATE USER '");

    public static string UserInPostgreSql => One("CREATE USER crm_enrichment");

    public static string View => One("CREATE VIEW");

    public static string DigitsInMySql => One("ADD INDEX");

    public static string DigitsInPostgreSql => One("GENERATED ALWAYS");

    public static string JournalInMySql => One("started_at TIMESTAMP NULL");

    public static string JournalInPostgreSql => One("started_at TIMESTAMPTZ");

    public static string Dispositions => One("ADD COLUMN do_not_contact");

    public static string Deals => One("CREATE TABLE deals");

    /// <summary>The settings that go with the deals, in the form of a test's.</summary>
    public static IReadOnlyList<(string Name, string Value)> DealStatements =>
        [.. DispositionSetting.Matches(File.ReadAllText(Find())).Select(setting => ($"Sql__Dispositions__{setting.Groups["key"].Value}", setting.Groups["value"].Value))];

    /// <summary>The settings that go with the view.</summary>
    public static (string Key, string Value)[] Queries =>
        [.. Setting.Matches(File.ReadAllText(Find())).Select(setting => ($"Sql:{setting.Groups["key"].Value}", setting.Groups["value"].Value))];

    private static string One(string text) => s_blocks.Single(block => block.Contains(text, StringComparison.Ordinal));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "crm", "sql.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new InvalidOperationException($"No docs/crm/sql.md above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^Crm__Sources__0__Sql__Dispositions__(?<key>\w+)=(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DispositionSetting { get; }

    [GeneratedRegex(@"^Crm__Sources__0__Sql__(?<key>\w+Query)=(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting { get; }
}
