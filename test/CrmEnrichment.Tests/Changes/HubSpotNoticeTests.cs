using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Web;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>The webhook of an app of HubSpot, signed here by the words of HubSpot's documentation.</summary>
public sealed class HubSpotNoticeTests : IDisposable
{
    private const string Path = "/crm/changes/hubspot";

    private readonly ChangesRoom _room = new(
        ("Crm:Sources:0:Name", "hubspot"), ("Crm:Sources:0:Kind", "HubSpot"), ("Crm:Sources:0:Url", ""), ("Crm:Sources:0:Fields:loyaltyTier", "lifecyclestage"),
        ("Changes:Senders:0:Source", "hubspot"), ("Changes:Senders:0:Scheme", "HubSpot"));

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_hundred_events_are_one_request_and_what_is_not_used_is_counted_and_ignored()
    {
        var events = new JsonArray([.. Enumerable.Range(1, 97).Select(id => Event("contact.propertyChange", id)), Event("company.creation", 7), Event("contact.associationChange", 8), Event("deal.deletion", 9)]);

        var answer = await SendAsync(events.ToJsonString());

        answer.Status.ShouldBe(200);
        _room.Counted("crm_changes", "Source", "hubspot").ShouldBe(97);
        _room.Told.ShouldContain("Changes taken in from hubspot: 97 records; 3 changes of other kinds ignored");
    }

    [Theory]
    [InlineData("contact.creation")]
    [InlineData("contact.propertyChange")]
    [InlineData("contact.deletion")]
    [InlineData("contact.privacyDeletion")]
    [InlineData("contact.restore")]
    public async Task Every_change_of_a_contact_counts(string type)
    {
        (await SendAsync(new JsonArray(Event(type, 151)).ToJsonString())).Status.ShouldBe(200);

        (await _room.ForgottenAsync("hubspot", "151")).ShouldBeTrue();
        _room.Counted("crm_changes", "Source", "hubspot").ShouldBe(1);
    }

    [Fact]
    public async Task A_change_that_names_the_type_of_its_object_apart_counts_for_contacts_only()
    {
        var (contact, company) = (Event("object.propertyChange", 151), Event("object.propertyChange", 7));
        (contact["objectTypeId"], company["objectTypeId"]) = ("0-1", "0-2");

        (await SendAsync(new JsonArray(contact, company).ToJsonString())).Status.ShouldBe(200);

        _room.Counted("crm_changes", "Source", "hubspot").ShouldBe(1);
        (await _room.ForgottenAsync("hubspot", "7")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_merge_drops_both_contacts_and_the_one_that_it_makes()
    {
        var merge = Event("contact.merge", 151);
        (merge["primaryObjectId"], merge["mergedObjectIds"], merge["newObjectId"]) = (151, new JsonArray(152, 153), 154);

        (await SendAsync(new JsonArray(merge).ToJsonString())).Status.ShouldBe(200);

        foreach (var id in new[] { "151", "152", "153", "154" })
        {
            (await _room.ForgottenAsync("hubspot", id)).ShouldBeTrue(id);
        }
    }

    [Fact]
    public async Task The_address_that_HubSpot_called_is_part_of_the_signature()
    {
        var body = new JsonArray(Event("contact.creation", 1)).ToJsonString();

        (await SendAsync(body, signedAddress: "https://somewhere-else.example.com" + Path)).Status.ShouldBe(401);
        (await SendAsync(body, signedAddress: ChangesRoom.PublicUrl + Path + "/")).Status.ShouldBe(401);
        (await SendAsync(body, query: "a=1")).Status.ShouldBe(401);
        (await SendAsync(body, signedAddress: ChangesRoom.PublicUrl + Path + "?a=1", query: "a=1")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("a=%2Fx%3Ay%2C%28z%29%21%24%27%2A%3B%40%3F", "a=/x:y,(z)!$'*;@?")]
    [InlineData("a=b%20c%26d%3De%23", "a=b%20c%26d%3De%23")]
    [InlineData("a=%252F", "a=%252F")]
    public async Task Twelve_characters_of_the_address_are_decoded_before_it_is_signed_and_no_other(string query, string decoded) =>
        (await SendAsync("[]", signedAddress: $"{ChangesRoom.PublicUrl}{Path}?{decoded}", query: query)).Status.ShouldBe(200);

    [Theory]
    [InlineData(-301_000, 401)]
    [InlineData(-299_000, 200)]
    [InlineData(301_000, 401)]
    public async Task A_request_of_another_time_is_refused(int milliseconds, int status) =>
        (await SendAsync("[]", at: _room.Time.GetUtcNow().AddMilliseconds(milliseconds))).Status.ShouldBe(status);

    [Fact]
    public async Task A_signature_under_another_secret_and_one_of_another_scheme_are_refused()
    {
        (await SendAsync("[]", key: "another")).Status.ShouldBe(401);
        (await _room.SignedAsync("[]", source: "hubspot")).Status.ShouldBe(401);
        (await _room.SendAsync(Path, "[]")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("[", "body")]
    [InlineData("[1]", "subscriptionType")]
    [InlineData("""[{"objectId": 1}]""", "subscriptionType")]
    [InlineData("""[{"subscriptionType": "contact.creation"}]""", "objectId")]
    [InlineData("""[{"subscriptionType": "contact.creation", "objectId": "abc"}]""", "objectId")]
    [InlineData("""[{"subscriptionType": "contact.creation", "objectId": -1}]""", "objectId")]
    public async Task A_body_of_the_wrong_form_is_refused_by_the_name_of_its_field(string body, string field)
    {
        var answer = await SendAsync(body);

        answer.Status.ShouldBe(400);
        System.Text.Json.JsonElement.Parse(answer.Body).GetProperty("parameter").GetString().ShouldBe(field);
    }

    private static JsonObject Event(string type, long id) => new()
    {
        ["eventId"] = 100,
        ["subscriptionId"] = 1,
        ["portalId"] = 62515,
        ["occurredAt"] = 1_767_603_600_000,
        ["subscriptionType"] = type,
        ["attemptNumber"] = 0,
        ["objectId"] = id,
        ["propertyName"] = "lifecyclestage",
        ["propertyValue"] = "customer",
        ["changeSource"] = "CRM_UI",
    };

    /// <summary>Base64 of the HMAC-SHA256 under the client secret of method, address, body and timestamp.</summary>
    private Task<ApiAnswer> SendAsync(string body, string? signedAddress = null, string query = "", string key = ChangesRoom.SigningKey, DateTimeOffset? at = null)
    {
        var timestamp = (at ?? _room.Time.GetUtcNow()).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("POST" + (signedAddress ?? ChangesRoom.PublicUrl + Path) + body + timestamp)));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            // What a proxy could say of itself is not asked.
            ["host"] = "internal.example.com",
            ["x-forwarded-host"] = "evil.example.com",
            ["X-HubSpot-Signature-v3"] = signature,
            ["X-HubSpot-Request-Timestamp"] = timestamp,
        };
        return _room.SendAsync(new ApiRequest("POST", Path, query, headers, body, null));
    }
}
