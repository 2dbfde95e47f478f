using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>The call URLs as VICIdial's database holds them. No function of its APIs tells one.</summary>
public interface ICallUrlColumns
{
    /// <returns>Every campaign and in-group.</returns>
    /// <exception cref="UpstreamException">The database does not answer, or refuses.</exception>
    Task<IReadOnlyList<CallUrlColumns>> ReadAsync(CancellationToken ct);
}

/// <summary>The URLs of one campaign or in-group.</summary>
/// <param name="Group">Its id.</param>
/// <param name="IsActive">Whether calls can be made or taken.</param>
/// <param name="Dispositions">The Dispo Call URLs; empty for none.</param>
public sealed record CallUrlColumns(string Group, bool IsActive, IReadOnlyList<string> Dispositions)
{
    // A URL has the secret in it.
    public override string ToString() => Group;
}
