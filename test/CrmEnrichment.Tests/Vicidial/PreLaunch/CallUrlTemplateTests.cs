using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.PreLaunch;

public sealed class CallUrlTemplateTests
{
    private const string Secret = "abcdefghijklmnopqrstuvwxyz";

    private static readonly Uri s_api = new("https://abc123.execute-api.eu-west-1.amazonaws.com/");

    [Fact]
    public void What_VICIdial_puts_into_the_url_is_read_back()
    {
        var url = CallUrlTemplate.DispoCallUrl(s_api, Secret);
        url.ShouldStartWith($"https://abc123.execute-api.eu-west-1.amazonaws.com/{Secret}/webhook/call_end?lead_id=--A--lead_id--B--&dispo=--A--dispo--B--&talk_time=--A--talk_time--B--&");
        url.ShouldNotContain("pass");

        var called = url.Replace("--A--lead_id--B--", "502").Replace("--A--vendor_lead_code--B--", "CRM-502").Replace("--A--dispo--B--", "SALE").Replace("--A--group--B--", "SUPPORT").Replace("--A--uniqueid--B--", "1.2");
        var e = CallEvent.Of(CallKind.End, CallQuery.Read(called[(called.IndexOf('?') + 1)..]), DateTimeOffset.UnixEpoch);

        (e.LeadId, e.VendorCode, e.Disposition, e[CallField.Group], e[CallField.UniqueId], e.Campaign).ShouldBe(("502", "CRM-502", "SALE", "SUPPORT", "1.2", null));
    }

    [Fact]
    public void The_page_has_the_same_url() =>
        Repository.Read("docs/vicidial.md").ShouldContain($"\n{CallUrlTemplate.DispoCallUrl(new Uri("https://ADDRESS"), "SECRET").Replace("https://address/", "https://ADDRESS/")}\n");

    [Fact]
    public void People_see_four_letters_of_the_secret() =>
        CallUrlTemplate.Masked(s_api, Secret).ShouldStartWith("https://abc123.execute-api.eu-west-1.amazonaws.com/abcd…/webhook/call_end?lead_id=");
}
