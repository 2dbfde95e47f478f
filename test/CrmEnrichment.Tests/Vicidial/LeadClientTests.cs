using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

public sealed class LeadClientTests : IAsyncLifetime
{
    private VicidialRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await VicidialRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_lead_is_added_with_national_digits_and_a_phone_code_by_a_form_and_never_by_an_address()
    {
        var added = await _room.Leads.AddAsync(Lead("7275551300") with { AddToHopper = true, Fields = new Dictionary<string, string> { ["first_name"] = "Sarah", ["vendor_lead_code"] = "SF-00451298" } }, Ct);

        added.Value.ShouldBe(new AddedLead("1001", "101", InHopper: true));
        var lead = _room.Vicidial.Find("1001")!;
        (lead.Phone, lead["phone_code"], lead["first_name"], lead["vendor_lead_code"]).ShouldBe(("7275551300", "1", "Sarah", "SF-00451298"));
        var request = _room.Vicidial.Requests.All.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Query).ShouldBe(("POST", "/vicidial/non_agent_api.php", ""));
        request.Headers.ShouldNotContainKey("Authorization");
        request.Body.ShouldStartWith("source=TESTS&user=apiuser&pass=ApiPass123&function=add_lead&");
    }

    [Theory]
    [InlineData("7275551001", "101", "Duplicate")]
    [InlineData("7275550099", "101", "DoNotCall")]
    [InlineData("72755", "101", "NumberNotValid")]
    [InlineData("7275551300", "77777", "NoSuchList")]
    public async Task What_VICIdial_refuses_is_a_result(string number, string list, string refusal)
    {
        var result = await _room.Leads.AddAsync(Lead(number) with { List = list, DuplicateCheck = "DUPSYS" }, Ct);

        (result.Value, result.Refusal.ToString()).ShouldBe((null, refusal));
        _room.Vicidial.Leads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_campaigns_own_list_of_numbers_that_must_not_be_called_counts_too() =>
        (await _room.Leads.AddAsync(Lead("7275550098") with { DncCampaign = VicidialAccount.Campaign }, Ct)).Refusal.ShouldBe(VicidialRefusal.DoNotCall);

    [Fact]
    public async Task Values_are_stored_as_they_were_meant()
    {
        var fields = new Dictionary<string, string>
        {
            ["comments"] = "Says \"yes\";\r\n| wants <A> + B \\o/ 😀 ",
            ["state"] = "Florida",
            ["first_name"] = new string('a', 40),
            ["city"] = "--BLANK--",
            ["owner"] = "  ",
        };

        var added = await _room.Leads.AddAsync(Lead("7275551300") with { Fields = fields, CustomFields = new Dictionary<string, string> { ["favorite_color"] = "blue | red" } }, Ct);

        var lead = _room.Vicidial.Find(added.Value!.LeadId)!;
        (lead["comments"], lead["state"], lead["province"], lead["first_name"].Length, lead["city"], lead.Custom["favorite_color"])
            .ShouldBe(("Says 'yes', / wants (A)   B /o/", "", "Florida", 30, "", "blue / red"));
    }

    [Theory]
    [InlineData("vendor_lead_code", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("phone_numbers", "1")]
    public async Task An_id_that_would_be_cut_and_a_field_that_there_is_not_are_our_faults(string field, string value) =>
        await Should.ThrowAsync<ArgumentException>(() => _room.Leads.AddAsync(Lead("7275551300") with { Fields = new Dictionary<string, string> { [field] = value } }, Ct));

    [Fact]
    public async Task A_lead_is_changed_by_its_vendor_code_and_only_the_fields_meant()
    {
        var updated = await _room.Leads.UpdateAsync(new LeadKey.VendorCode("CRM-501"), new Dictionary<string, string> { ["city"] = "Springfield", ["state"] = "IL", ["email"] = "" }, Ct);

        updated.Value.ShouldBe("501");
        var lead = _room.Vicidial.Find("501")!;
        (lead["city"], lead["state"], lead["first_name"], lead["vendor_lead_code"]).ShouldBe(("Springfield", "IL", "Ana", "CRM-501"));
        (await _room.Leads.EmptyAsync(new LeadKey.Id("501"), ["city"], Ct)).Value.ShouldBe("501");
        lead["city"].ShouldBe("");
    }

    [Fact]
    public async Task A_change_of_nothing_and_of_nobody_are_told_apart()
    {
        var fields = new Dictionary<string, string> { ["city"] = "Springfield" };

        (await _room.Leads.UpdateAsync(new LeadKey.VendorCode("NOPE"), fields, Ct)).Refusal.ShouldBe(VicidialRefusal.NoMatches);
        (await _room.Leads.UpdateAsync(new LeadKey.Id("501"), new Dictionary<string, string> { ["city"] = "" }, Ct)).Refusal.ShouldBe(VicidialRefusal.NothingToChange);
    }

    [Fact]
    public async Task Leads_are_found_the_newest_first_or_nobody_is()
    {
        await _room.Leads.AddAsync(Lead("7275551001"), Ct);

        (await _room.Leads.SearchAsync(new LeadKey.Phone("7275551001"), Ct)).LeadIds.ShouldBe(["1001", "501"]);
        (await _room.Leads.SearchAsync(new LeadKey.VendorCode("CRM-502"), Ct)).LeadIds.ShouldBe(["502"]);
        (await _room.Leads.SearchAsync(new LeadKey.Phone("7270000000"), Ct)).LeadIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_leads_fields_are_read_although_its_comments_break_the_table()
    {
        var lead = _room.Vicidial.Find("501")!;
        lead["comments"] = "one | two\nthree | four";
        (lead["owner"], lead["vendor_lead_code"]) = ("1001", "CRM-501");

        var read = (await _room.Leads.AllAsync("501", Ct)).Value!;

        (read["comments"], read["owner"], read["vendor_lead_code"], read["lead_id"]).ShouldBe(("one | two\nthree | four", "1001", "CRM-501", "501"));
        (await _room.Leads.AllAsync("999999", Ct)).Refusal.ShouldBe(VicidialRefusal.NoSuchLead);
        (await _room.Leads.FieldAsync("501", "last_name", Ct)).Value.ShouldBe("Perez");
        (await _room.Leads.FieldAsync("501", "address2", Ct)).Value.ShouldBe("");
    }

    [Fact]
    public async Task Records_are_read_line_by_line()
    {
        _room.Vicidial.Find("502")!["comments"] = "one\ncity => Atlantis";
        _room.Vicidial.Calls.Add(new("V1", "1.1", VicidialAccount.Campaign, "1002", 502, "7275551002", _room.Vicidial.Now, 30, "SALE"));

        var record = (await _room.Leads.WithStatusAsync("SALE", DateOnly.FromDateTime(_room.Vicidial.Now), Ct)).ShouldHaveSingleItem();

        (record["lead_id"], record["vendor_lead_code"], record["city"]).ShouldBe(("502", "CRM-502", ""));
        (await _room.Leads.WithStatusAsync("NI", DateOnly.FromDateTime(_room.Vicidial.Now), Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_added_once()
    {
        (await _room.Leads.AddListAsync("103", "From the CRM", VicidialAccount.Campaign, active: true, Ct)).Value.ShouldBe("103");
        (await _room.Leads.AddListAsync("103", "From the CRM", VicidialAccount.Campaign, active: true, Ct)).Refusal.ShouldBe(VicidialRefusal.AlreadyExists);
        (await _room.Leads.CallbacksAsync("501", Ct)).ShouldBeEmpty();
    }

    private static NewLead Lead(string number) => new(number, "1", VicidialAccount.List);
}
