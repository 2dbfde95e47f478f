using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Goes through the check list against a live VICIdial and the CRMs, before the first call does.</summary>
public sealed class PreLaunchCheck
{
    private readonly IReadOnlyList<IPreLaunchCheck> _checks;

    internal PreLaunchCheck(IEnumerable<IPreLaunchCheck> checks) => _checks = [.. checks];

    /// <summary>One after the other. After a refused login VICIdial is not asked again: ten of them lock the user.</summary>
    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var lines = new List<CheckLine>();
        foreach (var check in _checks)
        {
            try
            {
                lines.AddRange(await check.RunAsync(ct));
            }
            catch (UpstreamException e)
            {
                lines.Add(new(check.Name, e.Fault is UpstreamFault.AuthRefused or UpstreamFault.Forbidden ? CheckVerdict.Wrong : CheckVerdict.Unknown, e.Message));
            }
        }

        return lines;
    }
}
