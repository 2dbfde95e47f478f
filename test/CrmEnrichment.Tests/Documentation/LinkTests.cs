using System.Text.RegularExpressions;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

public static partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory, MemberData(nameof(Pages))]
    public static void Every_relative_link_leads_to_a_file_and_every_anchor_to_a_heading(string path)
    {
        var page = Page.Read(path);
        page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(page, link)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Pages))]
    public static void Every_path_in_backticks_exists(string path) =>
        Page.Read(path).Code.Where(code => RepositoryPath.IsMatch(code) && !Exists(code)).ShouldBeEmpty();

    /// <summary>What stands behind an empty line is no row of the table before it.</summary>
    [Theory, MemberData(nameof(Pages))]
    public static void Every_row_stands_in_a_table(string path) => LostRow.Matches(Page.Read(path).Prose).Select(row => row.Value).ShouldBeEmpty();

    [Fact]
    public static void The_README_lists_every_page_once()
    {
        var list = Page.Read("README.md").Rows.Single(row => row is ["`docs`", _])[1];
        var pages = Page.All.Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docs/decisions/", StringComparison.Ordinal));

        Page.LinksIn(list).ShouldBe([.. pages, "docs/decisions"], ignoreOrder: true);
    }

    // A test that finds nothing to check passes too.
    [Fact]
    public static void There_are_links_and_paths_to_check()
    {
        var pages = Page.All.Select(Page.Read).ToList();
        pages.SelectMany(page => page.Links).Count(link => link.Contains('#', StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        pages.SelectMany(page => page.Code).Count(code => RepositoryPath.IsMatch(code)).ShouldBeGreaterThan(20);
    }

    private static bool Leads(Page from, string link)
    {
        var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, from.Path))!;
        var target = file.Length == 0 ? Path.Combine(Repository.Root, from.Path) : Path.GetFullPath(Path.Combine(folder, file));
        return (File.Exists(target) || Directory.Exists(target))
            && (anchor is null || Page.Read(Path.GetRelativePath(Repository.Root, target)).Anchors.Contains(anchor));
    }

    /// <summary>From the root, or, as pages on the product's inside shorten it, from one of its projects; FILE stands for any.</summary>
    private static bool Exists(string path) => path.Contains("FILE", StringComparison.Ordinal) || s_roots.Any(root =>
        Path.Combine(Repository.Root, root, path) is var full && (File.Exists(full) || Directory.Exists(full)));

    private static readonly string[] s_roots = ["", "src", "src/CrmEnrichment", "src/StandIns"];

    [GeneratedRegex(@"(?<=\n\n)\|[^\n]*\n(?!\|[-|]+\n)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LostRow { get; }

    /// <summary>One of our folders and what is below it, or a file with an ending that ours have; no wildcards, no spaces.</summary>
    [GeneratedRegex(@"^((src|test|docs|events|eng)/[\w./-]*|(CrmEnrichment[\w.]*|StandIns|[A-Z]\w+)/[\w./-]*|[\w.-]+\.(md|cs|sln|props|targets|toml|yaml))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepositoryPath { get; }
}
