using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Tests.Crm.HubSpot;
using CrmEnrichment.Tests.Crm.Salesforce;
using CrmEnrichment.Tests.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>What is wrong with the letters of an answer costs those letters, in every kind (../shared/cases/reports, F01 and F12).</summary>
public sealed class BrokenEncodingTests
{
    private const string Repaired = "M\uFFFDller", Phone = "+13175550142";

    /// <summary>By kind: a source, and how its CRM answers a search with the contact called Müller.</summary>
    private static readonly Dictionary<string, (Func<CrmRoom> Open, Action<CrmRoom, Func<string, byte[]>> Answer)> s_kinds = new(StringComparer.Ordinal)
    {
        ["Rest"] = (
            () => new("""{"api_key":"hush"}""", ("Url", "https://crm.example.com"), ("Fields:name", "name"), ("Fields:email", "email")),
            (room, bytes) => room.Crm.When(HttpMethod.Get, "/customers?phone=%2B13175550142").AnswersBytes(bytes("""[{"name":"Müller","email":"m@example.com"}]"""))),
        ["HubSpot"] = (
            () => HubSpotAnswers.ContactsOnly(("Fields:name", "lastname"), ("Fields:email", "email")),
            (room, bytes) => room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts)
                .AnswersBytes(bytes(Text(HubSpotAnswers.Results(HubSpotAnswers.Contact("51", ("lastname", "Müller"), ("email", "m@example.com"))))))),
        ["Salesforce"] = (
            () => SalesforceAnswers.RecordOnly(("Fields:name", "Contact.Name"), ("Fields:email", "Contact.Email")),
            (room, bytes) => room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search)
                .AnswersBytes(bytes(Text(SalesforceAnswers.Found(SalesforceAnswers.Contact(("Name", "Müller"), ("Email", "m@example.com"))))))),
        ["Vtiger"] = (
            () => VtigerAnswers.LoggedIn(("Vtiger:Account", "false"), ("Fields:name", "Contacts.lastname"), ("Fields:email", "Contacts.firstname")),
            (room, bytes) => room.WhenAsked(VtigerAnswers.OfContacts.Replace("id,", "", StringComparison.Ordinal).Replace("otherphone,", "otherphone,id,", StringComparison.Ordinal))
                .AnswersBytes(bytes(Text(VtigerAnswers.Rows(VtigerAnswers.Contact(("firstname", "m@example.com"), ("lastname", "Müller"))))))),
    };

    public static TheoryData<string> Kinds { get; } = [.. s_kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_letter_of_Latin_1_costs_itself_and_nothing_else(string kind)
    {
        using var room = s_kinds[kind].Open();
        s_kinds[kind].Answer(room, Encoding.Latin1.GetBytes);

        var customer = await room.FoundAsync(null, Phone);

        (customer.Fields["name"].GetString(), customer.Fields["email"].GetString()).ShouldBe((Repaired, "m@example.com"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_byte_order_mark_before_an_answer_means_nothing(string kind)
    {
        using var room = s_kinds[kind].Open();
        s_kinds[kind].Answer(room, text => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe("Müller");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nor_does_one_before_a_secret(string kind)
    {
        using var room = s_kinds[kind].Open();
        s_kinds[kind].Answer(room, Encoding.UTF8.GetBytes);
        room.Secrets[CrmRoom.SecretId] = "\uFEFF" + await room.Secrets.ReadAgainAsync(CrmRoom.SecretId, TestContext.Current.CancellationToken);
        await room.Secrets.ReadAgainAsync(CrmRoom.SecretId, TestContext.Current.CancellationToken);

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe("Müller");
    }

    [Fact]
    public async Task Nor_does_one_before_a_token()
    {
        using var room = SalesforceAnswers.Room(("Salesforce:Account", "false"), ("Salesforce:Opportunity", "false"));
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Token).AnswersBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(SalesforceAnswers.Granted())]);
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(System.Net.HttpStatusCode.OK, SalesforceAnswers.Found(SalesforceAnswers.Contact()));

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe("Dana Example");
    }

    [Fact]
    public async Task A_field_that_is_nested_too_deep_is_left_out_and_the_others_are_used()
    {
        using var room = new CrmRoom("""{"api_key":"hush"}""", ("Url", "https://crm.example.com"), ("Fields:name", "name"), ("Fields:tree", "tree"));
        var tree = string.Concat(Enumerable.Repeat("""{"a":""", 59)) + "1" + new string('}', 59);
        room.Crm.When(HttpMethod.Get, "/customers?phone=%2B13175550142").Answers(System.Net.HttpStatusCode.OK, $$"""[{"name":"Gold","tree":{{tree}}}]""");

        (await room.FoundAsync(null, Phone)).Fields.Keys.ShouldBe(["name"]);
    }

    /// <summary>As those write it who do not escape their letters.</summary>
    private static string Text(string json) => JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
