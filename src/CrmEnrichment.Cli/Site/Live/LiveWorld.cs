namespace CrmEnrichment.Cli.Site.Live;

/// <summary>The pretend world around the functions, and what can be done to it.</summary>
/// <remarks>Public, as everything is that pages take.</remarks>
/// <param name="Told">What came of the command.</param>
public sealed record LiveWorld(
    string? Told, IReadOnlyList<LiveSystem> Systems, IReadOnlyList<LiveFunction> Functions, IReadOnlyList<string> Samples, IReadOnlyList<string> Mails);

/// <param name="Fault">As it was asked for; empty where the system works.</param>
public sealed record LiveSystem(string Name, string Fault)
{
    /// <summary>For a part of the page that is told apart by it.</summary>
    public string Id => $"fault-{Name.Replace(' ', '-')}";
}

public sealed record LiveFunction(string Name, int Processes);
