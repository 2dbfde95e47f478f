using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Tests.Contracts;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.ScreenPop;

/// <summary>What stands on the page, case by case.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task A_known_caller_is_shown_with_what_is_open_and_what_happened_last()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana);

        var page = await desktop.OpenAsync(AgentDesktop.Query);

        page.ShouldStartWith("<!doctype html><html lang=\"en\">");
        page.ShouldContain("<title>Dana Łukasik</title>");
        page.ShouldContain("<h1 dir=\"auto\">Dana Łukasik</h1>");
        var text = AgentDesktop.TextOf(page);
        text.ShouldStartWith("Dana Łukasik Łukasik & Daughters VIP Platinum active Call +1 317-555-0142 Open in crm Open deals Renewal 2027 48,000 ");
        text.ShouldContain("15 Jan 2027 Proposal Last contacts Call ");
        text.ShouldContain("2 Mar 2026 Call back agreed Wants the offer by mail. Notes Prefers to be called after four. Details Email d•••@example.com Last purchase date ");
        text.ShouldEndWith("Lifetime value 14,250.75");
        AgentDesktop.Links(page).ShouldBe(["tel:+13175550142", "https://crm.example.com/contacts/CUST-70001"]);
        AgentDesktop.Attribute(page, "data-rest").ShouldBeNull();
    }

    [Fact]
    public async Task A_CRM_without_lists_has_one_deal_and_one_contact_and_a_field_may_have_another_name()
    {
        await using var desktop = await AgentDesktop.StartAsync(
            ("Crm__Sources__0__Fields__dealName", "offer"), ("Crm__Sources__0__Fields__dealAmount", "sum"), ("ScreenPop__Members__tier", "none"), ("ScreenPop__Labels__loyaltyTier", "Club"));
        desktop.Know(new PretendCustomer("CUST-70003", "A")
        {
            Phones = [AgentDesktop.Phone],
            LoyaltyTier = "Gold",
            Extra = new JsonObject { ["name"] = "Ada", ["offer"] = "Renewal", ["sum"] = 48000, ["lastInteraction"] = "2026-03-02T16:40:00Z" },
        });

        var text = AgentDesktop.TextOf(await desktop.OpenAsync(AgentDesktop.Query));

        text.ShouldContain("Open deals Renewal 48,000 Last contacts Last interaction ");
        text.ShouldContain("ago , 2 Mar 2026 Details Lifetime value 0 Club Gold");
    }

    [Theory]
    [InlineData("phone=%2B13175550199", "+1 317-555-0199 No customer has this number.")]
    [InlineData("phone=anonymous", "Number withheld ")]
    [InlineData("phone=", "Number withheld ")]
    [InlineData("", "Number withheld ")]
    [InlineData("phone=--A--phone_number--B--", "Number withheld ")]
    [InlineData("phone=0000000000", "Number withheld ")]
    [InlineData("phone=911", "Internal number ")]
    [InlineData("phone=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "Unknown caller The number in the address cannot be read.")]
    public async Task Nobody_is_a_page_too(string query, string text)
    {
        await using var desktop = await AgentDesktop.StartAsync();

        var page = await desktop.OpenAsync(query);

        AgentDesktop.TextOf(page).ShouldStartWith(text);
        page.ShouldNotContain("alert(");
    }

    [Theory]
    [InlineData("phone=3175550142&phone_code=1")]
    [InlineData("phone_number=3175550142&phone_code=1&vendor_id=&first_name=Somebody&user=6666&campaign=TEST")]
    [InlineData("phone=+13175550142")]
    [InlineData("phone=--A--phone--B--&phone_number=3175550142")]
    public async Task VICIdials_ways_of_writing_a_number_are_understood(string query)
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana);

        AgentDesktop.TextOf(await desktop.OpenAsync(query)).ShouldStartWith("Dana Łukasik");
    }

    [Theory]
    [InlineData("phone=1&phone=2", "The address has the parameter phone twice. Give it once.")]
    [InlineData("phone=%00", "The parameter phone has more than 128 characters, or control characters.")]
    [InlineData("phone=%2B13175550142&pass=1234", "The address holds an agent's password. Begin the Web Form address with VAR and name only what is needed.")]
    public async Task A_wrong_address_is_explained_to_whom_it_was_given(string query, string text)
    {
        await using var desktop = await AgentDesktop.StartAsync();

        AgentDesktop.TextOf(await desktop.OpenAsync(query, 400)).ShouldBe($"The address is wrong {text}");
        desktop.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused()
    {
        await using var desktop = await AgentDesktop.StartAsync();

        AgentDesktop.TextOf(await desktop.OpenAsync($"phone={new string('1', 129)}", 400)).ShouldStartWith("The address is wrong The parameter phone has more than 128 characters");
    }

    [Fact]
    public async Task Of_several_customers_the_agent_chooses_one()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Sam);

        var chooser = await desktop.OpenAsync($"{AgentDesktop.Query}&user=6666");

        AgentDesktop.TextOf(chooser).ShouldBe("2 customers have +1 317-555-0142. Ask who is calling, then choose. Dana Łukasik Łukasik & Daughters · VIP · Platinum · active · crm Sam Reyes Silver · crm");
        chooser.ShouldNotContain("CUST-7000");
        var links = AgentDesktop.Links(chooser);
        links.Count.ShouldBe(2);
        links.ShouldAllBe(link => link.StartsWith("?phone=%2B13175550142&choice=", StringComparison.Ordinal));

        var chosen = await desktop.OpenAsync(links[1][1..]);
        AgentDesktop.TextOf(chosen).ShouldStartWith("Sam Reyes Silver Call +1 317-555-0142 Open in crm One of several customers with this number. Choose another");
        AgentDesktop.Links(chosen).ShouldBe(["tel:+13175550142", "https://crm.example.com/contacts/CUST-70002", $"?{AgentDesktop.Query}"]);
        AgentDesktop.TextOf(await desktop.OpenAsync($"{AgentDesktop.Query}&choice=0000")).ShouldStartWith("2 customers have");
    }

    [Fact]
    public async Task The_record_that_the_dialler_names_counts_before_the_number_and_is_cached()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Dana with { Id = "CUST-70002", Phones = [] });

        // The page does not wait for the cache, so that a slow table may have it only after some pages.
        for (var before = -1; before != desktop.Cloud.Crm.Requests.All.Count;)
        {
            before = desktop.Cloud.Crm.Requests.All.Count;
            var page = await desktop.OpenAsync($"{AgentDesktop.Query}&vendor_lead_code=CUST-70002&lead_id=101");
            AgentDesktop.Links(page).ShouldBe(["tel:+13175550142", "https://crm.example.com/contacts/CUST-70002"]);
        }

        desktop.Cloud.Crm.Requests.All.ShouldAllBe(request => request.Path == "/customers/CUST-70002");
    }

    [Fact]
    public async Task The_dialler_may_name_records_of_another_source_than_the_first()
    {
        await using var desktop = await AgentDesktop.StartAsync(("Vicidial__Source", "hubspot"));
        desktop.Know(AgentDesktop.Dana);
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await desktop.Cloud.AddAsync(hubSpot, "hubspot", ("Priority", "2"));

        await desktop.OpenAsync($"vendor_lead_code={SampleContacts.ContactId}");

        hubSpot.Requests.All.ShouldContain(request => request.Path.EndsWith($"/{SampleContacts.ContactId}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vendor_lead_code=CUST-GONE", " This was found by the number.")]
    [InlineData("vendor_id=ce_0123456789abcdef0", "")]
    public async Task A_record_that_is_gone_leaves_the_number(string code, string notice)
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana);

        var text = AgentDesktop.TextOf(await desktop.OpenAsync($"{AgentDesktop.Query}&{code}"));

        text.ShouldStartWith("Dana Łukasik");
        text.Contains("This was found by the number.", StringComparison.Ordinal).ShouldBe(notice.Length > 0);
    }

    [Fact]
    public async Task A_long_id_is_found_by_its_short_code()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        var dana = AgentDesktop.Dana with { Id = "2d2f7b0e-3f0c-4d59-9a34-6d0c6b1f8a11" };
        desktop.Know(dana);
        using var table = StateTable.Of(desktop.Cloud.AwsUrl, desktop.Cloud.State.Name);
        var code = await new VendorCodes(table.Open(TimeProvider.System), "crm").CodeOfAsync("crm", dana.Id, TestContext.Current.CancellationToken);

        AgentDesktop.TextOf(await desktop.OpenAsync($"vendor_lead_code={code}")).ShouldStartWith("Dana Łukasik");
    }

    [Fact]
    public async Task Whoever_chooses_sees_of_each_customer_what_their_audience_may_see()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Dana with { Id = "CUST-70002" });

        var chooser = await desktop.OpenAsync(AgentDesktop.Query, key: ScreenPopSecrets.BasicKey);

        AgentDesktop.TextOf(chooser).ShouldEndWith("then choose. Dana Łukasik crm Dana Łukasik crm");
    }

    [Fact]
    public async Task What_a_CRM_holds_is_text_whatever_it_looks_like()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(new PretendCustomer("CUST-7\"><x>", "A")
        {
            Phones = [AgentDesktop.Phone],
            LoyaltyTier = "\"><svg onload=alert(1)>",
            Extra = new JsonObject
            {
                ["name"] = "<script>alert(1)</script>",
                ["company"] = "' onmouseover='alert(1)",
                ["deals"] = new JsonArray(new JsonObject { ["name"] = "<img src=x onerror=alert(1)>", ["<b>"] = "</li></main>" }),
                ["notes"] = new string('n', 50_000),
            },
        });

        var page = await desktop.OpenAsync(AgentDesktop.Query);

        foreach (var hostile in new[] { "<script>alert", "<svg", "<img", "</main><", "' onmouseover='", "CUST-7\"" })
        {
            page[..page.LastIndexOf("</main>", StringComparison.Ordinal)].ShouldNotContain(hostile);
        }

        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        AgentDesktop.Links(page)[1].ShouldBe("https://crm.example.com/contacts/CUST-7%22%3E%3Cx%3E");
        page.Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task A_slow_CRM_does_not_keep_the_page_and_its_answer_follows()
    {
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FirstMs", "1"));
        desktop.Know(AgentDesktop.Dana);
        var released = new TaskCompletionSource();
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(released.Task));

        var first = await desktop.OpenAsync($"{AgentDesktop.Query}&user=6666");

        AgentDesktop.TextOf(first).ShouldStartWith("+1 317-555-0142 Looking the customer up… Call +1 317-555-0142 Still asking crm…");
        var rest = AgentDesktop.Attribute(first, "data-rest");
        rest.ShouldBe($"screenpop/rest?{AgentDesktop.Query}");
        first.ShouldContain($"<noscript><meta http-equiv=\"refresh\" content=\"0; url=?{AgentDesktop.Query}&amp;all=1\"></noscript>");
        released.SetResult();

        var whole = await desktop.ReadAsync($"/{ScreenPopSecrets.Key}/{rest}");
        whole.ShouldStartWith("<main id=\"pop\" data-title=\"Dana Łukasik\">");
        AgentDesktop.TextOf(whole).ShouldStartWith("Dana Łukasik");
        AgentDesktop.TextOf(await desktop.OpenAsync($"{AgentDesktop.Query}&all=1")).ShouldStartWith("Dana Łukasik");
    }

    [Fact]
    public async Task A_CRM_that_fails_is_named_and_can_be_asked_again()
    {
        await using var desktop = await AgentDesktop.StartAsync(("Http__MaxRetries", "0"));
        desktop.Know(AgentDesktop.Dana);
        desktop.Cloud.Crm.Faults.Next(Request.Any, Fault.Answer(503));

        var page = await desktop.OpenAsync(AgentDesktop.Query);

        AgentDesktop.TextOf(page).ShouldBe("+1 317-555-0142 Nothing is known of this caller at the moment, because no system has answered. Call +1 317-555-0142 crm is not available. Try again");
        AgentDesktop.TextOf(await desktop.OpenAsync(AgentDesktop.Links(page)[1][1..])).ShouldStartWith("Dana Łukasik");
    }

    [Fact]
    public async Task A_CRM_that_does_not_answer_in_time_is_named()
    {
        await using var desktop = await AgentDesktop.StartAsync(("Crm__Sources__0__DeadlineMs", "500"));
        desktop.Know(AgentDesktop.Dana);
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));

        AgentDesktop.TextOf(await desktop.OpenAsync(AgentDesktop.Query, part: "/rest")).ShouldEndWith("crm did not answer in time. Try again");
    }
}
