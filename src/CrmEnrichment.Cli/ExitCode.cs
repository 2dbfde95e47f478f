namespace CrmEnrichment.Cli;

/// <summary>What a script may rely on; docs/cli.md lists them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command ran, and some letters were not found or did not come through.</summary>
    public const int SomeFailed = 1;

    /// <summary>Nothing was done: an option, the configuration or a confirmation is missing or wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>AWS could not be reached, or refused.</summary>
    public const int AwsFailed = 3;

    /// <summary>What was met is done, but others held letters meanwhile: the answer is not about the whole queue.</summary>
    public const int NotAllSeen = 4;

    /// <summary>Standard output is closed or full. What was done is in the audit record.</summary>
    public const int NoOutput = 5;

    /// <summary>A bug in the tool; the number that <c>sysexits.h</c> has for it.</summary>
    public const int Bug = 70;

    /// <summary>Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;
}
