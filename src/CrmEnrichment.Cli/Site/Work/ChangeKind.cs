namespace CrmEnrichment.Cli.Site.Work;

/// <summary>What can be done to a selection; each is a command of <c>dlq</c>.</summary>
public enum ChangeKind
{
    Replay,
    Park,
    Unpark,
    Purge,
}
