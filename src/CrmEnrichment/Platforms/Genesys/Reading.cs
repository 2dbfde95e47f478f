namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What became of an EventBridge payload when it was read.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    public sealed record Ours(Interaction Interaction) : Reading;

    /// <summary>Another source or topic: nothing to do and nothing wrong.</summary>
    public sealed record NotOurs(string Why) : Reading;

    /// <summary>Ours, but malformed: the message names the field and the fix, never the value.</summary>
    public sealed record Invalid(string Message) : Reading;
}
