using System.Net;
using System.Text.Json;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>What follows from a change: caches and the agents who talk to the customer.</summary>
public sealed class ChangeEffectTests : IDisposable
{
    private const string Body = """{"customer_id": "C-1"}""";
    private const string First = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", Second = "7d6c0002-4a1b-4c2d-8e3f-0f27bfd41eef";

    private readonly ChangesRoom _room = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_customer_who_is_cached_under_a_number_is_asked_anew()
    {
        _room.Knows("Gold");
        Tier(await _room.LookUpAsync()).ShouldBe("Gold");
        Tier(await _room.LookUpAsync()).ShouldBe("Gold");
        _room.Wire.RequestsTo(HttpMethod.Get, ChangesRoom.ByPhone).Count.ShouldBe(1, "it is cached");
        _room.Knows("Silver");
        _room.Time.Advance(TimeSpan.FromSeconds(1));

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        _room.Time.Advance(TimeSpan.FromSeconds(1));
        Tier(await _room.LookUpAsync()).ShouldBe("Silver");
        _room.Counted("crm_changes", "Source", "crm").ShouldBe(1);
    }

    [Fact]
    public async Task The_agent_of_an_active_interaction_sees_the_new_field_and_when_it_changed()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.KnowsById("Silver");

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        Attributes(_room.WrittenAfterwards(address).ShouldHaveSingleItem()).ShouldBe(new Dictionary<string, string?>
        {
            ["crm.loyaltyTier"] = "Silver",
            ["crm.customer_data_updated"] = "2026-01-05T09:00:00.000Z",
        });
    }

    [Fact]
    public async Task A_field_that_the_customer_has_no_more_becomes_an_empty_text()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.Wire.When(HttpMethod.Get, ChangesRoom.ById).Answers(HttpStatusCode.OK, """{"id": "C-1", "loyaltyTier": null}""");

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        Attributes(_room.WrittenAfterwards(address).ShouldHaveSingleItem())["crm.loyaltyTier"].ShouldBe("");
    }

    [Fact]
    public async Task A_customer_who_is_gone_is_no_match_any_more()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.Wire.When(HttpMethod.Get, ChangesRoom.ById).Answers(HttpStatusCode.NotFound);

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        var written = Attributes(_room.WrittenAfterwards(address).ShouldHaveSingleItem());
        (written["crm.lookupStatus"], written["crm.loyaltyTier"]).ShouldBe(("NoMatch", ""));
    }

    [Fact]
    public async Task An_interaction_that_has_ended_is_left_alone()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        await _room.InEnriching<ActiveInteractionStore>().EndAsync("genesys/partner", First, Ct);

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        _room.WrittenAfterwards(address).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_interaction_that_is_gone_is_not_written_to_again()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.KnowsById("Silver");
        _room.Wire.When(HttpMethod.Patch, address).Answers(HttpStatusCode.NotFound, "{}");

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        _room.WrittenAfterwards(address).Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_merge_changes_of_the_record_that_is_left_reach_the_interaction()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.Wire.When(HttpMethod.Get, ChangesRoom.ById).Answers(HttpStatusCode.OK, """{"id": "C-2", "loyaltyTier": "Silver"}""");
        _room.Wire.When(HttpMethod.Get, "https://crm.test/customers/C-2").Answers(HttpStatusCode.OK, """{"id": "C-2", "loyaltyTier": "Bronze"}""");

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        (await _room.SignedAsync("""{"customer_id": "C-2"}""")).Status.ShouldBe(200);

        _room.WrittenAfterwards(address).Select(body => Attributes(body)["crm.loyaltyTier"]).ShouldBe(["Silver", "Bronze"]);
    }

    [Fact]
    public async Task A_notice_that_comes_twice_writes_the_same_twice()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.KnowsById("Silver");

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        (await _room.SignedAsync(Body)).Status.ShouldBe(200);

        _room.WrittenAfterwards(address).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_interaction_that_cannot_be_written_does_not_keep_the_others_from_it_and_the_notice_comes_again()
    {
        _room.Knows("Gold");
        var broken = await _room.CallAsync(First);
        var whole = await _room.CallAsync(Second);
        _room.KnowsById("Silver");
        _room.Wire.When(HttpMethod.Patch, broken).Answers(HttpStatusCode.BadGateway, "{}").Answers(HttpStatusCode.Accepted, "{}");

        (await _room.SignedAsync(Body)).Status.ShouldBe(503);
        _room.WrittenAfterwards(whole).Count.ShouldBe(1);

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        _room.WrittenAfterwards(broken).Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_crm_cannot_be_asked_the_notice_comes_again()
    {
        _room.Knows("Gold");
        var address = await _room.CallAsync();
        _room.Wire.When(HttpMethod.Get, ChangesRoom.ById).Answers(HttpStatusCode.BadGateway).Answers(HttpStatusCode.OK, """{"id": "C-1", "loyaltyTier": "Silver"}""");

        (await _room.SignedAsync(Body)).Status.ShouldBe(503);
        _room.WrittenAfterwards(address).ShouldBeEmpty();

        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        _room.WrittenAfterwards(address).Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_state_store_is_away_the_notice_comes_again()
    {
        _room.Store = new AbsentStore("State: away.");

        (await _room.SignedAsync(Body)).Status.ShouldBe(503);

        _room.Told.ShouldContain("Change in crm not taken in; the sender is asked to send it again: State: away.");
    }

    private static string? Tier(Found found) => found.Fields["loyaltyTier"].GetString();

    private static Dictionary<string, string?> Attributes(string body) =>
        JsonElement.Parse(body).GetProperty("attributes").EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.GetString(), StringComparer.Ordinal);
}
