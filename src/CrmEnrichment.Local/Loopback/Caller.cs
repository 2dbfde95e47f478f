namespace CrmEnrichment.Local.Loopback;

/// <summary>The other end of a connection to one of our listeners.</summary>
/// <param name="Connection">Kestrel's name of it, which no other connection of that listener has.</param>
/// <param name="Port">Its own.</param>
/// <param name="Listener">Ours.</param>
internal sealed record Caller(string Connection, int Port, int Listener);
