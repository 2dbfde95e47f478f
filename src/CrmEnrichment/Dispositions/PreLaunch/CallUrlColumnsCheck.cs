using CrmEnrichment.Platforms.Vicidial.CallUrls;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>What stands in the campaigns and in-groups, where VICIdial's database may be read.</summary>
internal sealed class CallUrlColumnsCheck(ICallUrlColumns columns, CallUrlSetting setting) : IPreLaunchCheck
{
    private const string Fix = "Set 'Dispo Call URL' in VICIdial (Admin, Campaigns or In-Groups, Detail), or of a campaign with --set.";

    /// <summary>Without these a disposition cannot be put into the CRM, or its repetition not be told.</summary>
    private static readonly string[] s_needed = [CallField.LeadId, CallField.Disposition, CallField.VendorCode, CallField.UniqueId];

    public string Name => "Dispo Call URL in the database";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var secret = await setting.SecretAsync(ct);
        return [.. (await columns.ReadAsync(ct)).Where(group => group.IsActive).OrderBy(group => group.Group, StringComparer.OrdinalIgnoreCase).Select(group => Judge(group, secret))];
    }

    private static CheckLine Judge(CallUrlColumns group, string secret)
    {
        var name = $"Dispo Call URL of {group.Group}";
        var ours = group.Dispositions.FirstOrDefault(url => url.Contains($"/{Uri.EscapeDataString(secret)}/webhook/call_end", StringComparison.Ordinal));
        return group.Dispositions.Count == 0 ? new(name, CheckVerdict.Wrong, "It is empty, as it is when a campaign is cloned.", Fix)
            : group.Dispositions.Any(url => CallQuery.Read(url).HasPassword) ? new(name, CheckVerdict.Wrong, "It holds the agent's password, so that its calls are refused.", "Remove pass=--A--pass--B-- from it.")
            : ours is null ? new(name, CheckVerdict.Wrong, "It leads to another address, or has another secret in its path.", Fix)
            : CallUrlTemplate.Lacks(ours, s_needed) is { Count: > 0 } lacks ? new(name, CheckVerdict.Wrong, $"It does not tell {string.Join(", ", lacks)}.", Fix)
            : new(name, CheckVerdict.Ok, "It leads here, and tells what is needed.");
    }
}
