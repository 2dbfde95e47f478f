using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

public sealed class AgentClientTests : IAsyncLifetime
{
    private VicidialRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await VicidialRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_call_is_placed_when_the_browser_has_read_its_flag()
    {
        (await _room.Agents.DialAsync("1001", new DialRequest("7275551001", "1"), Ct)).Value.ShouldBe("1001");

        var status = (await _room.Agents.StatusAsync("1001", Ct)).Value!;

        (status.Status, status.LeadId, status.VendorCode, status.HasCall, _room.Vicidial.Agents["1001"].Dialled).ShouldBe(("INCALL", "501", "CRM-501", true, "7275551001"));
        _room.Vicidial.Requests.All[0].Body.ShouldEndWith("&function=external_dial&agent_user=1001&value=7275551001&phone_code=1&search=YES&preview=NO&focus=YES");
    }

    [Fact]
    public async Task A_success_alone_does_not_mean_that_a_call_is_placed()
    {
        _room.Vicidial.Agents["1001"].HasBrowser = false;

        (await _room.Agents.DialAsync("1001", new DialRequest("7275551001", "1"), Ct)).Refusal.ShouldBeNull();

        var status = (await _room.Agents.StatusAsync("1001", Ct)).Value!;
        (status.IsPaused, status.HasCall, status.LeadId).ShouldBe((true, false, null));
    }

    [Theory]
    [InlineData("1003", "AgentNotPaused")]
    [InlineData("1002", "AgentNotPaused")]
    [InlineData("1004", "AgentNotLoggedIn")]
    public async Task An_agent_who_cannot_dial_is_a_result(string agent, string refusal) =>
        (await _room.Agents.DialAsync(agent, new DialRequest("7275551001", "1"), Ct)).Refusal.ToString().ShouldBe(refusal);

    [Fact]
    public async Task Further_refusals_of_a_call()
    {
        _room.Vicidial.Agents["1001"].DialsByHand = false;
        (await _room.Agents.DialAsync("1001", new DialRequest("7275551001", "1"), Ct)).Refusal.ShouldBe(VicidialRefusal.AgentMayNotDial);
        (await _room.Agents.DialAsync("1001", new DialRequest("7275551001", "1") { LeadId = "99" }, Ct)).Refusal.ShouldBe(VicidialRefusal.NoSuchLead);
        _room.Vicidial.Campaigns["TESTCAMP"].QueuesManualDials = true;
        (await _room.Agents.DialAsync("1003", new DialRequest("7275551001", "1"), Ct)).Refusal.ShouldBeNull();
        (await _room.Agents.DialAsync("1003", new DialRequest("7275551001", "1"), Ct)).Refusal.ShouldBe(VicidialRefusal.AlreadyQueued);
        (await _room.Agents.StatusAsync("1004", Ct)).Refusal.ShouldBe(VicidialRefusal.AgentNotLoggedIn);
        (await _room.Agents.ResumeAsync("1003", Ct)).Refusal.ShouldBe(VicidialRefusal.AgentNotPaused);
    }

    [Fact]
    public async Task A_call_is_recorded_hung_up_and_gets_its_outcome()
    {
        (await _room.Agents.StartRecordingAsync("1002", "_CRM", Ct)).Refusal.ShouldBeNull();
        (await _room.Agents.RecordingNameAsync("1002", Ct)).Value.ShouldEndWith("_CRM");
        (await _room.Agents.HangUpAsync("1002", Ct)).Refusal.ShouldBeNull();
        (await _room.Agents.StatusAsync("1002", Ct)).Value!.IsWrappingUp.ShouldBeTrue();
        (await _room.Agents.DispositionAsync("1002", new DispositionRequest("CALLBK", "2026-12-25 12:00:00", CallbackIsOwn: true, "after lunch! really"), Ct)).Refusal.ShouldBeNull();
        (await _room.Agents.StatusAsync("1002", Ct)).Value!.LeadId.ShouldBeNull();

        (await _room.Leads.FieldAsync("502", "status", Ct)).Value.ShouldBe("CALLBK");
        var callback = (await _room.Leads.CallbacksAsync("502", Ct)).ShouldHaveSingleItem();
        (callback.At, callback.User, callback.Comments, callback.IsActive).ShouldBe(("2026-12-25 12:00:00", "1002", "after lunch. really", true));
        (await _room.Reports.RecordingsOfLeadAsync("502", day: null, Ct)).ShouldHaveSingleItem().Location.ShouldBeNull();
        (await _room.Agents.StopRecordingAsync("1002", Ct)).Refusal.ShouldBe(VicidialRefusal.NotRecording);
        (await _room.Agents.RecordingNameAsync("1002", Ct)).Value.ShouldBe("");
    }

    [Fact]
    public async Task A_call_is_transferred_and_only_a_call()
    {
        (await _room.Agents.TransferAsync("1001", new TransferRequest(TransferKind.Blind, "8500", InGroup: null, IsConsultative: false), Ct)).Refusal.ShouldBe(VicidialRefusal.NoLiveCall);
        (await _room.Agents.TransferAsync("1002", new TransferRequest(TransferKind.LocalCloser, Number: null, "NOWHERE", IsConsultative: false), Ct)).Refusal.ShouldBe(VicidialRefusal.NoSuchInGroup);
        (await _room.Agents.TransferAsync("1002", new TransferRequest(TransferKind.LocalCloser, Number: null, "SALESLINE", IsConsultative: false), Ct)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Fields_that_a_value_names_by_chance_keep_what_they_hold()
    {
        var lead = _room.Vicidial.Find("502")!;
        (lead["email"], lead["state"], lead["city"]) = ("bob@example.com", "FL", "Tampa");
        var comments = new Dictionary<string, string> { ["comments"] = "his email and state" };

        (await _room.Agents.UpdateFieldsAsync("1002", comments, current: null, Ct)).Refusal.ShouldBe(VicidialRefusal.WouldEmptyOthers);
        (await _room.Agents.UpdateFieldsAsync("1002", comments, (await _room.Leads.AllAsync("502", Ct)).Value, Ct)).Refusal.ShouldBeNull();

        (lead["comments"], lead["email"], lead["state"], lead["city"]).ShouldBe(("his email and state", "bob@example.com", "FL", "Tampa"));
        (await _room.Agents.UpdateFieldsAsync("1002", new Dictionary<string, string> { ["comments"] = "calls \"back\"" }, current: null, Ct)).Refusal.ShouldBeNull();
        lead["comments"].ShouldBe("calls 'back'");
        (await _room.Agents.UpdateFieldsAsync("1001", comments, new Dictionary<string, string> { ["email"] = "", ["state"] = "" }, Ct)).Refusal.ShouldBe(VicidialRefusal.NoLeadOnScreen);
    }
}
