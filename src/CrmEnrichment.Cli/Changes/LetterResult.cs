namespace CrmEnrichment.Cli.Changes;

/// <summary>What became of one letter.</summary>
/// <param name="Outcome">As the answer and the record count it.</param>
/// <param name="Failed">The exit code says so.</param>
/// <param name="IsGone">The message is deleted.</param>
internal sealed record LetterResult(string Outcome, bool Failed, bool IsGone)
{
    /// <summary>Done, but without a source that did not answer: not the success that a canary waits for.</summary>
    public bool IsPartial { get; init; }
}
