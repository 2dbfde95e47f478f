using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Tests.Changes;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Leads;

/// <summary>Who may bring leads, and in which form.</summary>
public sealed class LeadsDoorTests
{
    private static string Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Only_who_has_a_key_brings_leads_and_what_is_wrong_is_named()
    {
        await using var room = await LeadRoom.OpenAsync();
        (await room.PostAsync("""{"id": "A", "phone": "+17275551401"}""", key: null)).Status.ShouldBe(401);
        (await room.PostAsync("""{"id": "A", "phone": "+17275551401"}""", key: CallKeys.Key)).Status.ShouldBe(401);
        (await room.PostAsync("""{"id": "A"}""", path: "/nobody")).Status.ShouldBe(404);

        foreach (var (json, parameter) in new[]
        {
            ("[", "body"), ("1", "body"), ("[]", "body"), ("[1]", "[0].body"),
            ("""{"phone": "+17275551401"}""", "id"), ("""{"id": "", "phone": "+17275551401"}""", "id"), ("""{"id": "a\nb"}""", "id"), ("""{"id": {}}""", "id"),
            ("""{"id": "A", "phone": "911"}""", "phone"), ("""{"id": "A", "phone": []}""", "phone"), ("""{"id": "A", "phone": "030 901820", "country": "Germany"}""", "country"),
            ("""{"id": "A", "phone": "+17275551401", "list": "abc"}""", "list"), ("""{"id": "A", "phone": "+17275551401", "campaign": "a b"}""", "campaign"),
            ("""[{"id": "A", "phone": "+17275551401"}, {"id": "B", "phone": "1"}]""", "[1].phone"),
            ($$"""{"id": "A", "phone": "+17275551401", "first_name": "{{new string('x', 513)}}"}""", "first_name"),
        })
        {
            var (status, body) = await room.PostAsync(json);
            (status, JsonElement.Parse(body).GetProperty("parameter").GetString()).ShouldBe((400, parameter), json);
        }

        (await room.PostAsync($"[{string.Join(',', Enumerable.Repeat("""{"id": "A"}""", 101))}]")).Status.ShouldBe(400);
        (await room.PostAsync("""{"id": "A"}""", contentType: "text/plain")).Status.ShouldBe(400);
        (await room.PostAsync(new string(' ', 1_000_001))).Status.ShouldBe(413);
        room.Cloud.LeadWork.Bodies.ShouldBeEmpty();
        room.Vicidial.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_that_signs_tells_ids_and_an_old_or_wrong_signature_is_refused()
    {
        await using var room = await LeadRoom.OpenAsync(null, ("Senders__0__Source", "crm"), ("Senders__0__Scheme", "Signed"), ("Senders__0__SecretId", ChangeSecrets.Id));
        room.Cloud.Crm.Put(new("SIGNED-1", "") { Extra = new() { ["phone"] = "+17275551411" } });
        const string Body = """{"customer_id": "SIGNED-1"}""";
        var now = Now;

        (await room.PostAsync(Body, "/crm", key: null, headers: [("x-timestamp", now), ("x-signature", ChangesRoom.Sign(Body, now, "another key"))])).Status.ShouldBe(401);
        (await room.PostAsync(Body, "/crm", key: null, headers: [("x-timestamp", "1700000000"), ("x-signature", ChangesRoom.Sign(Body, "1700000000", ChangeSecrets.SigningKey))])).Status.ShouldBe(401);
        var (status, body) = await room.PostAsync(Body, "/crm", key: null, headers: [("x-timestamp", now), ("x-signature", ChangesRoom.Sign(Body, now, ChangeSecrets.SigningKey))]);

        (status, body).ShouldBe((202, """{"status":"queued","leads":1}"""));
        await room.DoneAsync();
        room.LeadsOf("SIGNED-1").ShouldHaveSingleItem().Phone.ShouldBe("7275551411");
    }

    [Theory]
    [InlineData("""{"objectId": 51, "properties": {"phone": {"value": "ignored"}}}""")]
    [InlineData("""{"vid": 51, "canonical-vid": 51}""")]
    [InlineData("""{"hs_object_id": "51"}""")]
    [InlineData("""[{"subscriptionType": "contact.creation", "objectId": 51}]""")]
    public async Task A_workflow_and_an_app_of_HubSpot_bring_the_contact_that_they_name(string json)
    {
        await using var room = new LeadRoom
        {
            Leads = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PublicUrl"] = ChangeSecrets.PublicUrl,
                ["Senders__0__Source"] = "crm",
                ["Senders__0__Scheme"] = "HubSpot",
                ["Senders__0__SecretId"] = ChangeSecrets.Id,
            },
            SourceSettings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Fields__phone"] = "phone", ["Fields__firstName"] = "firstname", ["Fields__email"] = "email" },
        };
        await room.InitializeAsync();
        var hubSpot = await PretendHubSpot.StartAsync(System.Net.IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await room.Cloud.UseAsync(hubSpot);
        var now = Now;

        (await room.PostAsync(json, "/crm", key: null, headers: [("X-HubSpot-Request-Timestamp", now), ("X-HubSpot-Signature-v3", OfHubSpot(json, now, "another"))])).Status.ShouldBe(401);
        var (status, body) = await room.PostAsync(json, "/crm", key: null, headers: [("X-HubSpot-Request-Timestamp", now), ("X-HubSpot-Signature-v3", OfHubSpot(json, now, ChangeSecrets.ClientSecret))]);

        status.ShouldBe(202, body);
        await room.DoneAsync();
        var lead = room.LeadsOf(SampleContacts.ContactId).ShouldHaveSingleItem(string.Join('\n', room.Cloud.DeadLetters.Bodies));
        (lead.Phone, lead["first_name"], lead["email"]).ShouldBe(("3175550142", "Dana", "dana@example.com"));
    }

    [Fact]
    public async Task An_outbound_message_of_Salesforce_is_acknowledged_once_the_queue_has_its_records()
    {
        const string Organization = "00D5g000004HTRpEAO";
        await using var room = new LeadRoom
        {
            Leads = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Senders__0__Source"] = "crm",
                ["Senders__0__Scheme"] = "Salesforce",
                ["Senders__0__SecretId"] = ChangeSecrets.Id,
                ["Senders__0__OrganizationId"] = Organization,
            },
            SourceSettings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Fields__phone"] = "Contact.Phone|Lead.Phone", ["Fields__email"] = "Contact.Email|Lead.Email" },
        };
        await room.InitializeAsync();
        var salesforce = await PretendSalesforce.StartAsync(System.Net.IPAddress.Loopback, 0, TimeProvider.System);
        SampleRecords.PutInto(salesforce);
        await room.Cloud.UseAsync(salesforce);
        var message = SalesforceNoticeTests.Message(Organization, SalesforceNoticeTests.Notification("Contact", SampleRecords.ContactId));

        (await room.PostAsync(message, "/crm/another-secret", key: null, contentType: "text/xml")).Status.ShouldBe(401);
        var (status, body) = await room.PostAsync(message, $"/crm/{ChangeSecrets.PathSecret}", key: null, contentType: "text/xml");

        (status, body.Contains("<Ack>true</Ack>", StringComparison.Ordinal)).ShouldBe((200, true), body);
        await room.DoneAsync();
        room.LeadsOf(SampleRecords.ContactId).ShouldHaveSingleItem(string.Join('\n', room.Cloud.DeadLetters.Bodies)).Phone.ShouldBe("3175550142");
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait()
    {
        await using var room = await LeadRoom.OpenAsync(null, ("RequestsPerMinute", "1"));
        var answers = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await room.PostAsync("""{"id": "MANY-1", "phone": "+17275551421"}""")).Status);
        }

        answers.ShouldContain(429);
        answers.ShouldContain(202);
        await room.DoneAsync();
    }

    private static string OfHubSpot(string body, string timestamp, string secret) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"POST{ChangeSecrets.PublicUrl}/leads/crm{body}{timestamp}")));
}
