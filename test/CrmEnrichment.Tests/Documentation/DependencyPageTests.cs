using System.Text.Json;
using System.Xml.Linq;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/dependencies.md against what is restored and what stands in.</summary>
public static class DependencyPageTests
{
    private static readonly Page s_page = Page.Read("docs/dependencies.md");

    private static readonly Dictionary<string, string> s_pinned = XDocument.Parse(Repository.Read("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

    public static TheoryData<string> Packages => [.. s_pinned.Keys];

    // Plain packages: name, version, use. Stand-ins: folder, name, version, use.
    [Theory, MemberData(nameof(Packages))]
    public static void Every_package_is_named_with_its_version(string package) =>
        s_page.Rows.Where(row => row is [var name, _, _] && name == package).Select(row => row[1])
            .Concat(s_page.Rows.Where(row => row is [_, var official, _, _] && official == package).Select(row => row[2]))
            .ShouldBe([s_pinned[package]]);

    [Fact]
    public static void No_package_is_invented() =>
        s_page.Rows.Where(row => row.Length == 3 && row[1].Length > 0 && char.IsAsciiDigit(row[1][0])).Select(row => row[0]).ShouldBeSubsetOf(s_pinned.Keys);

    [Fact]
    public static void Every_stand_in_is_named_with_its_README() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src/StandIns")).Select(folder => $"../src/StandIns/{Path.GetFileName(folder)}/README.md")
            .ShouldBe(s_page.Links.Where(link => link.StartsWith("../src/StandIns/", StringComparison.Ordinal)), ignoreOrder: true);

    [Fact]
    public static void Every_peer_is_named_with_its_version()
    {
        var peers = JsonElement.Parse(Repository.Read("test/peers/package.json")).GetProperty("dependencies").EnumerateObject().ToList();

        peers.ShouldNotBeEmpty();
        peers.Where(peer => !s_page.Text.Contains($"`{peer.Name}` {peer.Value.GetString()}", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
