namespace CrmEnrichment.ColdStart;

/// <summary>Work of the first event that can be done before it comes. A feature registers its own.</summary>
/// <param name="Name">What it prepares, for the log, such as <c>crm</c>.</param>
/// <param name="Kind">Whether its result may be part of a snapshot.</param>
/// <param name="RunAsync">Does it. What it throws is logged; the first event then does the work itself.</param>
public sealed record WarmUpStep(string Name, WarmUpKind Kind, Func<CancellationToken, Task> RunAsync);

/// <summary>Whether environments that are restored from one SnapStart snapshot may share what a step has made.</summary>
public enum WarmUpKind
{
    /// <summary>Compiled code and constant data: may be shared. Sends nothing, logs nothing and counts nothing.</summary>
    Code,

    /// <summary>Secrets, tokens and connections: each restored environment gets its own.</summary>
    Connections,
}
