using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Cli.Site.Pages;

/// <summary>What every page has around it.</summary>
/// <remarks>Public, as everything is that pages take: Razor makes public classes of them.</remarks>
/// <param name="Path">Of the request.</param>
/// <param name="Title">Of the page.</param>
public sealed record Shell(PathString Path, string Title)
{
    /// <summary>False where the browser may see nothing but this page.</summary>
    public bool HasSession { get; init; } = true;

    /// <summary>The console only looks.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Events may be edited.</summary>
    public bool MayEdit { get; init; }

    /// <summary>Jobs that go on.</summary>
    public int RunningJobs { get; init; }

    /// <summary>A local cloud can be watched.</summary>
    public bool HasCloud { get; init; }

    /// <summary>The page fills itself in while something goes on.</summary>
    public bool IsLive { get; init; }

    public bool Is(string path) => path.Length == 1 ? Path == path : Path.StartsWithSegments(path, StringComparison.Ordinal);
}
