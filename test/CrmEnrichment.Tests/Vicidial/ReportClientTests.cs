using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

public sealed class ReportClientTests : IAsyncLifetime
{
    private VicidialRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _room = await VicidialRoom.OpenAsync();
        foreach (var (id, status) in new[] { ("M1", "SALE"), ("M2", "NI"), ("M3", "SALE") })
        {
            _room.Vicidial.Calls.Add(new(id, $"1.{id}", VicidialAccount.Campaign, "1002", 502, "7275551002", _room.Vicidial.Now, 30, status));
        }
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Calls_are_counted_and_found()
    {
        var day = DateOnly.FromDateTime(_room.Vicidial.Now);

        var counts = (await _room.Reports.CountsAsync(day, Ct)).ShouldHaveSingleItem();
        (counts.Group, counts.Calls, counts.ByStatus["SALE"], counts.ByStatus["NI"]).ShouldBe((VicidialAccount.Campaign, 3, 2, 1));
        (await _room.Reports.OutcomesAsync([VicidialAccount.Campaign], day, day, Ct))[0]["SALE"].ShouldBe("2");
        (await _room.Reports.CallsOfNumberAsync("7275551002", Ct)).Count.ShouldBe(3);
        (await _room.Reports.CallsOfNumberAsync("7270000000", Ct)).ShouldBeEmpty();
        (await _room.Reports.CallAsync("M2", Ct))!["status"].ShouldBe("NI");
        (await _room.Reports.CallAsync("M9", Ct)).ShouldBeNull();
        (await _room.Reports.AgentsAsync(_room.Vicidial.Now.AddHours(-1), _room.Vicidial.Now, Ct)).ShouldHaveSingleItem()["calls"].ShouldBe("3");
        (await _room.Reports.AgentsAsync(_room.Vicidial.Now.AddHours(1), _room.Vicidial.Now, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recording_has_no_location_at_first()
    {
        var recording = new VicidialRecording("7", "1002", 502, "20260105-040000_7275551002", _room.Vicidial.Now, 30);
        _room.Vicidial.Recordings.Add(recording);
        (await _room.Reports.RecordingsOfAgentAsync("1002", DateOnly.FromDateTime(_room.Vicidial.Now), Ct)).ShouldHaveSingleItem().Location.ShouldBeNull();
        recording.Location = "https://dialer.example.com/RECORDINGS/a.wav";

        var found = (await _room.Reports.RecordingsOfLeadAsync("502", day: null, Ct)).ShouldHaveSingleItem();

        (found.RecordingId, found.Seconds, found.Location).ShouldBe(("7", 30, new Uri("https://dialer.example.com/RECORDINGS/a.wav")));
        (await _room.Reports.RecordingsOfLeadAsync("501", day: null, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Campaigns_are_listed_and_one_gets_its_address_back()
    {
        (await _room.Reports.CampaignsAsync(Ct)).ShouldHaveSingleItem().DialStatuses.ShouldBe(["NEW", "NA", "-"]);

        (await _room.Reports.SetDispoCallUrlAsync(VicidialAccount.Campaign, "https://events.example.com/webhook/call_end?dispo=--A--dispo--B--", Ct)).Refusal.ShouldBeNull();

        _room.Vicidial.Campaigns[VicidialAccount.Campaign].DispoCallUrl.ShouldBe("https://events.example.com/webhook/call_end?dispo=--A--dispo--B--");
        (await _room.Reports.SetDispoCallUrlAsync("NOPE", "https://events.example.com", Ct)).Refusal.ShouldBe(VicidialRefusal.NoSuchCampaign);
    }

    [Fact]
    public async Task The_version_tells_the_servers_clock()
    {
        var version = await _room.Reports.VersionAsync(Ct);

        (version.Number, version.BuiltOn, version.ServerTime, version.Offset).ShouldBe(("2.14-202", new DateOnly(2025, 7, 20), _room.Vicidial.Now, TimeSpan.FromHours(-5)));
    }

    [Fact]
    public async Task What_is_no_answer_is_a_failed_attempt_and_nothing_of_it_is_told()
    {
        _room.Vicidial.Faults.Always(_ => true, Fault.Answer(200, "<html>the-secret-page</html>", ("Content-Type", "text/html")));

        var fault = await Should.ThrowAsync<UpstreamException>(() => _room.Reports.CampaignsAsync(Ct));

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("a page of HTML");
        $"{fault}{string.Concat(_room.Log.Lines)}".ShouldNotContain("the-secret-page");
    }
}
