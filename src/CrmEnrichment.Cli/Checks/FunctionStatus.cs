namespace CrmEnrichment.Cli.Checks;

/// <summary>What becomes of a function with its settings.</summary>
internal enum FunctionStatus
{
    Starts,
    DoesNotStart,

    /// <summary>The settings do not ask for it.</summary>
    NotConfigured,
}
