namespace CrmEnrichment.ColdStart;

/// <summary>Whether the process is still starting: then a time-out may be due to the start and not to the system that was asked.</summary>
public sealed class ProcessStart
{
    private volatile bool _isOver;

    /// <summary>Until the warm-up has succeeded in full, or the first look-up has ended.</summary>
    public bool IsUnderWay => !_isOver;

    internal void End() => _isOver = true;
}
