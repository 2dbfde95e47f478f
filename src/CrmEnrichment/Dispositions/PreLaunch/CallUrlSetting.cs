using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.CallUrls;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Writes the Dispo Call URL of a campaign. VICIdial has no function for that of an in-group, nor for the Start Call URL.</summary>
public sealed class CallUrlSetting
{
    private const string Upstream = "Vicidial";

    private readonly VicidialReports _reports;
    private readonly VicidialOptions _vicidial;
    private readonly ISecrets _secrets;

    internal CallUrlSetting(VicidialReports reports, VicidialOptions vicidial, ISecrets secrets) => (_reports, _vicidial, _secrets) = (reports, vicidial, secrets);

    /// <param name="api">The address of the HTTP API of VicidialCalls.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The door that can be tried, and the URL for people, without its secret.</returns>
    /// <exception cref="UpstreamException">The secret cannot be read.</exception>
    public async Task<(Uri Door, string Masked)> PlanAsync(Uri api, CancellationToken ct)
    {
        var secret = await SecretAsync(ct);
        return (CallUrlTemplate.Door(api, secret), CallUrlTemplate.Masked(api, secret));
    }

    /// <param name="campaign">Its id.</param>
    /// <param name="api">The address of the HTTP API of VicidialCalls.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="UpstreamException">VICIdial does not answer, or refuses.</exception>
    public async Task<CheckLine> SetAsync(string campaign, Uri api, CancellationToken ct)
    {
        var name = $"Dispo Call URL of {campaign}";
        var result = await _reports.SetDispoCallUrlAsync(campaign, CallUrlTemplate.DispoCallUrl(api, await SecretAsync(ct)), ct);
        return result.Refusal switch
        {
            null => new(name, CheckVerdict.Ok, "VICIdial says that it was set. No function reads it back: make a test call, and see that it is counted above."),
            VicidialRefusal.NoSuchCampaign => new(name, CheckVerdict.Wrong, "VICIdial has no campaign with this id that the API user may change.", "See campaigns_list, or set it by hand (Admin, Campaigns, Detail)."),
            VicidialRefusal.NothingToChange => new(name, CheckVerdict.Wrong, "This version of VICIdial cannot set a Dispo Call URL over its API: that came in January 2022.", "Set it by hand (Admin, Campaigns, Detail)."),
            { } refusal => new(name, CheckVerdict.Wrong, $"VICIdial refused it: {refusal}.", "Set it by hand (Admin, Campaigns, Detail)."),
        };
    }

    /// <returns>What stands in the path.</returns>
    /// <exception cref="UpstreamException">The secret cannot be read.</exception>
    internal async Task<string> SecretAsync(CancellationToken ct) => _vicidial.SecretId.Length == 0
        ? throw new UpstreamException(Upstream, UpstreamFault.Rejected, "Vicidial__SecretId is not set, so the secret of the path is not known: give the settings of VicidialCalls, too, such as with --stack.")
        : SharedSecret.Read(new SecretDocument(Upstream, _vicidial.SecretId, await _secrets.ReadAsync(_vicidial.SecretId, ct)));
}
