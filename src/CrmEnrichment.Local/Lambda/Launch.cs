namespace CrmEnrichment.Local.Lambda;

/// <summary>The order to start a runtime.</summary>
/// <param name="Log">Takes each line that the runtime writes to stdout or stderr.</param>
internal sealed record Launch(string Executable, IReadOnlyDictionary<string, string> Environment, Action<string> Log);
