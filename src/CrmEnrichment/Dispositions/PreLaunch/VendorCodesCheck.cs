using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Whether the vendor codes of leads that were called lately still stand for records of the CRM. A list that is loaded again with other columns loses them.</summary>
internal sealed class VendorCodesCheck(
    RecentCalls recent, VicidialLeads leads, VendorCodes codes, IReadOnlyList<ICrmDispositions> crms) : IPreLaunchCheck
{
    /// <summary>Each is a request to the CRM.</summary>
    private const int MostLeads = 25;

    private const int Days = 3;

    private const int MostNamed = 5;

    public string Name => "vendor codes";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var sample = await SampleAsync(ct);
        if (sample.Count == 0)
        {
            return [new(Name, CheckVerdict.Look, $"No lead had a call with an agent in the last {Days} days, so none could be compared.")];
        }

        var without = sample.Where(lead => lead.VendorCode is null).ToList();
        var lost = new List<LeadCall>();
        foreach (var lead in sample.Where(lead => lead.VendorCode is not null))
        {
            if (!await IsThereAsync(lead.VendorCode!, ct))
            {
                lost.Add(lead);
            }
        }

        var lines = new List<CheckLine>();
        if (lost.Count > 0)
        {
            lines.Add(new(Name, CheckVerdict.Wrong, $"{lost.Count} of {sample.Count} leads have a vendor code that is no record of the CRM: {Named(lost)}.", "Look at one of them in VICIdial (Admin, Lists, Search). A list that was loaded with other columns needs its vendor codes back."));
        }

        if (without.Count > 0)
        {
            lines.Add(new(Name, without.Count == sample.Count ? CheckVerdict.Wrong : CheckVerdict.Look, $"{without.Count} of {sample.Count} leads have no vendor code, so their calls are answered MISSING_DATA: {Named(without)}.", "Put the CRM record's id into vendor_lead_code when a list is loaded."));
        }

        return lines.Count > 0 ? lines : [new(Name, CheckVerdict.Ok, $"The vendor codes of {sample.Count} leads that were called lately stand for records of the CRM.")];
    }

    private async Task<IReadOnlyList<LeadCall>> SampleAsync(CancellationToken ct)
    {
        var sample = new Dictionary<string, LeadCall>(StringComparer.Ordinal);
        for (var i = 0; i < Days && sample.Count < MostLeads; i++)
        {
            var day = recent.Today.AddDays(-i);
            var counts = await recent.OfAsync(day, ct);

            // The rarest first: their answers are short.
            foreach (var name in counts.Statuses.OrderBy(counts.Of).SelectMany(counts.NamesOf).TakeWhile(_ => sample.Count < MostLeads))
            {
                foreach (var lead in (await leads.WithStatusAsync(name, day, ct)).Select(LeadCall.Read).OfType<LeadCall>().Take(MostLeads - sample.Count))
                {
                    sample.TryAdd(lead.LeadId, lead);
                }
            }
        }

        return [.. sample.Values];
    }

    private async Task<bool> IsThereAsync(string code, CancellationToken ct)
    {
        if (await codes.FindAsync(code, ct) is not { } record || crms.FirstOrDefault(crm => string.Equals(crm.Name, record.Source, StringComparison.Ordinal)) is not { } crm)
        {
            return false;
        }

        try
        {
            return await crm.FindAsync(record.Id, ct) is not null;
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.Rejected)
        {
            // What is no id of the CRM's is refused.
            return false;
        }
    }

    private static string Named(List<LeadCall> leads) => $"lead {string.Join(", ", leads.Take(MostNamed).Select(lead => lead.LeadId))}{(leads.Count > MostNamed ? $" and {leads.Count - MostNamed} more" : "")}";
}
