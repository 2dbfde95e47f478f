using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Dispositions;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Vicidial.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.PreLaunch;

/// <summary>The check list against a pretend VICIdial: what is wrong is found, and nothing is changed there.</summary>
public sealed class PreLaunchTests : IAsyncLifetime
{
    private DispositionRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private VicidialReports Reports => _room.Services.GetRequiredService<VicidialReports>();

    private VicidialLeads Leads => _room.Services.GetRequiredService<VicidialLeads>();

    private VicidialOptions Options => _room.Services.GetRequiredService<VicidialOptions>();

    public async ValueTask InitializeAsync() => _room = await DispositionRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task The_version_and_the_clock_are_in_order()
    {
        var lines = await new VersionCheck(Reports, Options, _room.Time).RunAsync(Ct);

        lines.Select(line => (line.Name, line.Verdict)).ShouldBe([("version", CheckVerdict.Ok), ("time zone", CheckVerdict.Ok)]);
        lines[0].Text.ShouldBe("VICIdial 2.14-202, build 250720-1841.");
    }

    [Theory]
    [InlineData("UTC", "callback tasks are due 5 h early")]
    [InlineData("America/Los_Angeles", "callback tasks are due 3 h late")]
    public async Task A_wrong_time_zone_is_told_with_what_it_does(string zone, string sentence)
    {
        var line = (await new VersionCheck(Reports, new VicidialOptions { TimeZone = zone }, _room.Time).RunAsync(Ct))[1];

        (line.Verdict, line.Fix).ShouldBe((CheckVerdict.Wrong, "Set Vicidial__TimeZone to the server's zone, such as America/New_York."));
        line.Text.ShouldContain(sentence);
        line.Text.ShouldContain("The server's clock is UTC-05:00");
    }

    [Fact]
    public async Task Every_right_is_proved_and_nothing_is_changed()
    {
        var (leads, url) = (_room.Vicidial.Leads.Count, _room.Vicidial.Campaigns[VicidialAccount.Campaign].DispoCallUrl);

        var lines = await Rights().RunAsync(Ct);

        lines.ShouldAllBe(line => line.Verdict == CheckVerdict.Ok, string.Join('\n', lines));
        lines.Count.ShouldBe(13);
        (await Rights(addsLeads: false).RunAsync(TestContext.Current.CancellationToken)).Select(line => line.Name).ShouldNotContain("right to add_lead");
        (_room.Vicidial.Leads.Count, _room.Vicidial.Campaigns[VicidialAccount.Campaign].DispoCallUrl, _room.Vicidial.RefusedLogins).ShouldBe((leads, url, 0));
    }

    [Fact]
    public async Task A_function_that_the_user_may_not_call_is_named()
    {
        Change(user => user with { Functions = new HashSet<string>(["lead_search", "lead_all_info", "lead_status_search", "lead_callback_info", "agent_status", "campaigns_list", "call_status_stats", "add_lead", "update_lead", "update_campaign"], StringComparer.Ordinal) });

        var wrong = (await Rights().RunAsync(Ct)).Where(line => line.Verdict is not CheckVerdict.Ok).ToList();

        wrong.Select(line => line.Name).ShouldContain("right to recording_lookup");
        wrong.First(line => line.Name is "right to recording_lookup").Text.ShouldContain("the function recording_lookup among its allowed API functions");
        string.Concat(wrong).ShouldNotContain(VicidialAccount.Password);
    }

    [Fact]
    public async Task A_level_that_is_too_low_ends_the_list_after_one_refused_login()
    {
        Change(user => user with { Level = 7 });

        var lines = await Rights().RunAsync(Ct);

        lines.First(line => line.Verdict is CheckVerdict.Wrong).Text.ShouldContain("the user's level is too low");
        lines[^1].ShouldBe(new("right to update_campaign", CheckVerdict.Unknown, "Not asked: the login was refused before, and ten refusals lock the user."));
        lines.Count(line => line.Verdict is CheckVerdict.Wrong).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_login_ends_the_whole_list()
    {
        Change(user => user with { Password = "another" });

        var lines = await new PreLaunchCheck([Rights(), Dispositions()]).RunAsync(Ct);

        _room.Vicidial.RefusedLogins.ShouldBe(1);
        lines.Count(line => line.Verdict is CheckVerdict.Wrong).ShouldBe(2, "the first right, and the dispositions, of which VICIdial was not asked");
        string.Concat(lines).ShouldNotContain(VicidialAccount.Password);
    }

    [Fact]
    public async Task A_code_that_agents_use_and_nobody_configured_is_found_with_its_campaigns()
    {
        (await Dispositions().RunAsync(Ct)).ShouldHaveSingleItem().Verdict.ShouldBe(CheckVerdict.Look);
        _room.Happens(501, "SALE");
        (await Dispositions().RunAsync(Ct)).ShouldHaveSingleItem().ShouldBe(new("dispositions", CheckVerdict.Ok, "Every disposition of the last 7 days is configured: SALE."));

        _room.Happens(502, "HOTLD", "SECOND");
        _room.Happens(503, "HOTLD");
        _room.Happens(504, "NA");

        var line = (await Dispositions().RunAsync(Ct)).ShouldHaveSingleItem();
        (line.Name, line.Verdict).ShouldBe(("disposition HOTLD", CheckVerdict.Wrong));
        line.Text.ShouldContain("2 calls of the last 7 days had it, in SECOND, TESTCAMP");
        line.Fix!.ShouldContain("Dispositions__Map__HOTLD__");
    }

    [Fact]
    public async Task Vendor_codes_without_a_record_and_leads_without_a_code_are_found()
    {
        var crm = new KnownRecords("crm", "CRM-501", "CRM-502");
        (await VendorCodes(crm).RunAsync(Ct)).ShouldHaveSingleItem().Verdict.ShouldBe(CheckVerdict.Look);
        _room.Happens(501, "SALE");
        _room.Happens(502, "NI");
        (await VendorCodes(crm).RunAsync(Ct)).ShouldHaveSingleItem().Verdict.ShouldBe(CheckVerdict.Ok);

        _room.Happens(503, "NI");
        _room.Happens(504, "NI");
        _room.Vicidial.Find("504")!["vendor_lead_code"] = "";

        var lines = await VendorCodes(crm).RunAsync(Ct);
        lines.Select(line => line.Verdict).ShouldBe([CheckVerdict.Wrong, CheckVerdict.Look]);
        lines[0].Text.ShouldContain("1 of 4 leads have a vendor code that is no record of the CRM: lead 503.");
        lines[1].Text.ShouldContain("1 of 4 leads have no vendor code, so their calls are answered MISSING_DATA: lead 504.");
    }

    [Fact]
    public async Task Campaigns_are_told_apart_by_whether_their_calls_reach_us()
    {
        _room.Vicidial.Campaigns["CLONED"] = new("CLONED", "A clone");
        _room.Vicidial.Campaigns["QUIET"] = new("QUIET", "Nobody called");
        _room.Vicidial.Campaigns["OLD"] = new("OLD", "Not used") { IsActive = false };
        await _room.TellAsync(_room.Happens(501, "SALE"));
        _room.Happens(502, "SALE");
        _room.Happens(503, "NI", "CLONED");

        var lines = await new CallUrlsCheck(Recent, Reports, _room.Services.GetRequiredService<ToldCalls>(), urlsAreRead: false).RunAsync(Ct);

        lines.Select(line => (line.Name, line.Verdict)).ShouldBe([
            ("Dispo Call URL of QUIET", CheckVerdict.Look), ("Dispo Call URL of CLONED", CheckVerdict.Wrong), ("Dispo Call URL of TESTCAMP", CheckVerdict.Ok),
        ]);
        lines[2].Text.ShouldBe("1 of 2 calls reached us.");

        // Where the URLs themselves are read, a campaign without a call is nothing to look at.
        lines = await new CallUrlsCheck(Recent, Reports, _room.Services.GetRequiredService<ToldCalls>(), urlsAreRead: true).RunAsync(Ct);
        lines.Select(line => line.Name).ShouldBe(["calls of CLONED", "calls of TESTCAMP"]);
    }

    private RecentCalls Recent => new(Reports, Options, _room.Time);

    private RightsCheck Rights(bool addsLeads = true) => new(Leads, Reports, _room.Services.GetRequiredService<VicidialAgents>(), addsLeads, _room.Time);

    private DispositionsCheck Dispositions() => new(Recent, new DispositionsOptions());

    private VendorCodesCheck VendorCodes(ICrmDispositions crm) => new(Recent, Leads, new VendorCodes(new MemoryStateStore(_room.Time), crm.Name), [crm]);

    private void Change(Func<VicidialUser, VicidialUser> change) => _room.Vicidial.Users[VicidialAccount.User] = change(_room.Vicidial.Users[VicidialAccount.User]);

    private sealed class KnownRecords(string name, params IReadOnlyList<string> ids) : ICrmDispositions
    {
        public string Name => name;

        public Task<DispositionRecord?> FindAsync(string id, CancellationToken ct) => Task.FromResult(ids.Contains(id, StringComparer.Ordinal) ? new DispositionRecord(id, IsDoNotContact: false) : null);

        public Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct) => throw new NotSupportedException("A check changes nothing.");

        public Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct) => throw new NotSupportedException("A check changes nothing.");

        public Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct) => throw new NotSupportedException("A check changes nothing.");

        public Task ProbeAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
