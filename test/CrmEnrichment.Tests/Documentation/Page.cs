using System.Text.RegularExpressions;
using CrmEnrichment.Tests.Deployment;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>A Markdown page as its readers see it: headings, tables, code and links, each where it stands.</summary>
internal sealed partial class Page
{
    private Page(string path, string text)
    {
        Path = path;
        Text = text;
        Prose = Fence.Replace(text, "");
    }

    /// <summary>From the repository's root, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The page without its code blocks.</summary>
    public string Prose { get; }

    /// <summary>README and everything under docs.</summary>
    public static IEnumerable<string> All => Directory
        .EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Prepend("README.md")
        .Order(StringComparer.Ordinal);

    public static Page Read(string path) => new(path, Repository.Read(path));

    /// <summary>The body rows of every table, by the tables' order, cell by cell.</summary>
    public IEnumerable<string[]> Rows => Prose.Split('\n')
        .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => Cell.Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray());

    public IEnumerable<string> CodeBlocks(string language) => Fence.Matches(Text)
        .Where(block => block.Groups["language"].Value == language)
        .Select(block => block.Groups["code"].Value);

    /// <summary>What stands in backticks in the prose.</summary>
    public IEnumerable<string> Code => Inline.Matches(Prose).Select(code => code.Groups["code"].Value);

    /// <summary>Where links and images lead.</summary>
    public IEnumerable<string> Links => LinksIn(Inline.Replace(Prose, ""));

    /// <summary>As GitHub makes them of headings: lower case, punctuation dropped, spaces to dashes, repetitions counted.</summary>
    public IEnumerable<string> Anchors
    {
        get
        {
            var seen = new Dictionary<string, int>();
            foreach (Match heading in Heading.Matches(Prose))
            {
                var anchor = NotInAnchors.Replace(heading.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
                var count = seen.GetValueOrDefault(anchor);
                seen[anchor] = count + 1;
                yield return count == 0 ? anchor : $"{anchor}-{count}";
            }
        }
    }

    public static IEnumerable<string> LinksIn(string text) => Link.Matches(text).Select(link => link.Groups["target"].Value);

    /// <summary>The code of a cell, without its backticks.</summary>
    public static IReadOnlyList<string> CodeIn(string cell) => [.. Inline.Matches(cell).Select(code => code.Groups["code"].Value.Replace(@"\|", "|", StringComparison.Ordinal))];

    [GeneratedRegex(@"^```(?<language>[a-z]*)[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence { get; }

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline { get; }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchors { get; }

    // A bar in a cell is written \|.
    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Cell { get; }
}
