using System.Text.Json;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>A Dispo Call URL is never called: the reconciliation finds it by VICIdial's own counts, and what it leaves for SyncDisposition is what the URL would have.</summary>
public sealed class ReconcileDispositionsTests : IAsyncLifetime
{
    private DispositionRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await DispositionRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_day_of_which_everything_reached_us_costs_one_request()
    {
        await TellAsync(_room.Happens(501, "SALE"), _room.Happens(502, "NI"));
        _room.Happens(503, "NA");

        var report = await _room.ReconcileAsync();

        (report.Calls, report.Told, report.Days, report.EndedBy, Counts(report)).ShouldBe((2, 2, 1, ReconcileEnd.Complete, ""));
        Asked().ShouldBe("call_status_stats");
    }

    [Fact]
    public async Task A_disposition_that_never_came_is_found_and_given_once_to_SyncDisposition()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        var missed = _room.Happens(502, "SALE");
        _room.Time.Advance(TimeSpan.FromHours(1));

        var look = await _room.ReconcileAsync();
        Only(look).ShouldBe(("502", "SALE", DispositionFindingKind.Missing, false));
        (look.Calls, look.Told).ShouldBe((2, 1));
        _room.Left.ShouldBeEmpty("without fix nothing is changed");

        Only(await _room.ReconcileAsync(fix: true)).ShouldBe(("502", "SALE", DispositionFindingKind.Missing, true));
        var left = _room.Left.ShouldHaveSingleItem();
        var detail = JsonElement.Parse(left.Body).GetProperty("detail");
        (detail.GetProperty("lead_id").GetString(), detail.GetProperty("vendor_code").GetString(), detail.GetProperty("dispo").GetString(), detail.GetProperty("agent").GetString(), detail.GetProperty("campaign").GetString())
            .ShouldBe(("502", "CRM-502", "SALE", "1002", "TESTCAMP"), left.Body);
        JsonElement.Parse(left.Body).GetProperty("time").GetDateTimeOffset().ShouldBe(_room.Time.GetUtcNow() - TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        (left.Group is { Length: > 0 }, left.DeduplicationId is { Length: > 0 }).ShouldBe((true, true));

        // SyncDisposition gets it, then the agent's browser sends the URL after all.
        (await _room.AdmitAsync(left.Body)).ShouldBeTrue();
        (await _room.TellAsync(missed)).ShouldBeFalse("the CRM and the journal have it");
        Counts(await _room.ReconcileAsync(fix: true)).ShouldBe("");
        _room.Left.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_found_again_before_SyncDisposition_has_it_is_the_same_message()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(502, "SALE");
        _room.Time.Advance(TimeSpan.FromHours(1));

        await _room.ReconcileAsync(fix: true);
        await _room.ReconcileAsync(fix: true);

        _room.Left.Count.ShouldBe(2);
        _room.Left[1].ShouldBe(_room.Left[0]);
    }

    [Fact]
    public async Task An_outcome_that_was_overtaken_stays_away_and_a_do_not_call_never_does()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(502, "NI");
        _room.Happens(503, "DNC");
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(_room.Happens(502, "SALE"), _room.Happens(503, "SALE"));
        _room.Time.Advance(TimeSpan.FromHours(1));

        var report = await _room.ReconcileAsync(fix: true);

        Counts(report).ShouldBe("Missing 1 Superseded 1");
        JsonElement.Parse(_room.Left.ShouldHaveSingleItem().Body).GetProperty("detail").GetProperty("dispo").GetString().ShouldBe("DNC");
    }

    [Fact]
    public async Task A_campaign_of_which_nothing_reached_us_has_lost_its_url()
    {
        _room.Vicidial.Campaigns["CLONED"] = new("CLONED", "A clone");
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(502, "SALE", "CLONED");
        _room.Happens(503, "NI", "CLONED");
        await TellAsync(_room.Happens(504, "SALE"));
        (await _room.TellAsync(_room.Happens(505, "SALE", "SUPPORT"), "&group=SUPPORT")).ShouldBeTrue();
        _room.Time.Advance(TimeSpan.FromHours(1));

        var report = await _room.ReconcileAsync();

        report.LostUrls.ShouldHaveSingleItem().ShouldBe(new LostUrl("CLONED", _room.Today, 2));
        Counts(report).ShouldBe("Missing 2");
        report.Findings.Single(finding => finding.Disposition is "NI").Campaign.ShouldBe("CLONED");
    }

    [Fact]
    public async Task Neither_an_in_group_that_the_url_does_not_name_nor_leads_without_a_code_are_a_lost_url()
    {
        await TellAsync(_room.Happens(501, "SALE"), _room.Happens(502, "SALE", "SUPPORT"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(503, "NI", "MANUAL");
        _room.Vicidial.Find("503")!["vendor_lead_code"] = "";
        _room.Time.Advance(TimeSpan.FromHours(1));

        var report = await _room.ReconcileAsync(fix: true);

        report.LostUrls.ShouldBeEmpty();
        Counts(report).ShouldBe("NoVendorCode 1");
        _room.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_the_first_url_there_is_nothing_to_repair_and_every_campaign_is_named()
    {
        _room.Happens(501, "SALE");

        var report = await _room.ReconcileAsync(fix: true);

        (report.NoneEver, report.Calls, Counts(report)).ShouldBe((true, 1, ""));
        report.LostUrls.ShouldHaveSingleItem().Group.ShouldBe("TESTCAMP");
        _room.Left.ShouldBeEmpty();
        Asked().ShouldBe("call_status_stats");
    }

    [Fact]
    public async Task Calls_from_before_the_first_url_and_of_this_moment_are_left_alone()
    {
        _room.Happens(502, "SALE");
        _room.Time.Advance(TimeSpan.FromMinutes(10));
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(10));
        _room.Happens(503, "SALE");

        Counts(await _room.ReconcileAsync(fix: true)).ShouldBe("BeforeTheFirst 1 Waiting 1");
        _room.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_night_compares_the_days_that_are_over_says_what_it_found_and_goes_on_where_it_failed()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(502, "SALE");
        _room.Time.Advance(TimeSpan.FromDays(1));
        _room.Vicidial.Faults.Always(_ => true, Fault.Answer(503, ""));
        await Should.ThrowAsync<UpstreamException>(() => _room.ReconcileAsync(new DispositionReconcileRequest()));
        _room.Vicidial.Faults.Clear();
        _room.Time.Advance(TimeSpan.FromMinutes(5));

        var report = await _room.ReconcileAsync(new DispositionReconcileRequest());

        (report.Fix, report.Fixed, report.Until).ShouldBe((true, 1, _room.Today.AddDays(-1)));
        _room.MetricLines.ShouldContain("\"dispositions_missing\":1");
        _room.MetricLines.ShouldContain("\"call_urls_lost\":0");
    }

    [Fact]
    public async Task What_SyncDisposition_would_drop_as_too_old_is_said_and_not_left_there()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Happens(502, "SALE");
        var day = _room.Today;
        _room.Time.Advance(TimeSpan.FromDays(5));

        var report = await _room.ReconcileAsync(new DispositionReconcileRequest { Since = day, Until = day, Fix = true });

        Only(report).ShouldBe(("502", "SALE", DispositionFindingKind.Stale, false));
        _room.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named_and_nothing_of_the_login_is_told()
    {
        await TellAsync(_room.Happens(501, "SALE"));
        var user = _room.Vicidial.Users.Single();
        _room.Vicidial.Users[user.Key] = user.Value with { Functions = new HashSet<string>(StringComparer.Ordinal) { "lead_search" } };

        var report = await _room.ReconcileAsync();

        (report.EndedBy, report.ContinueAt).ShouldBe((ReconcileEnd.Failed, _room.Today));
        report.Failure!.ShouldContain("call_status_stats");
        report.Failure!.ShouldNotContain(user.Value.Password);
    }

    private async Task TellAsync(params IReadOnlyList<CrmEnrichment.Local.Vicidial.VicidialCall> calls)
    {
        foreach (var call in calls)
        {
            (await _room.TellAsync(call)).ShouldBeTrue();
        }
    }

    private string Asked() => string.Join(' ', _room.Vicidial.Requests.All.Select(request => request.Body.Split('&').Single(part => part.StartsWith("function=", StringComparison.Ordinal))["function=".Length..]));

    private static string Counts(DispositionReport report) => string.Join(' ', report.Counts.Select(count => $"{count.Key} {count.Value}"));

    private static (string Lead, string Disposition, DispositionFindingKind Kind, bool IsFixed) Only(DispositionReport report)
    {
        var finding = report.Findings.ShouldHaveSingleItem();
        return (finding.LeadId, finding.Disposition, finding.Kind, finding.IsFixed);
    }
}
