using System.Net;
using System.Text.Json;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.PhoneNumbers;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Who gets to see what, and what is written about it.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Dana = """
        {"name": "Dana", "email": "dana.cruz@example.com", "address": "1 Main St", "tier": "Gold", "vip": true,
         "orders": [{"to": "Dana <d@shop.example>", "card_number": "4111111111111111", "item": {"password_hash": "x", "title": "Lamp"}}]}
        """;

    private static readonly string[] s_members = ["name", "email", "address", "tier", "vip", "orders"];

    private readonly DirectoryRoom _room = new();

    [Theory]
    [InlineData(Audience.Context, """{"address":"1 Main St","email":"d•••@example.com","name":"Dana","orders":[{"to":"Dana <d•••@shop.example>","item":{"title":"Lamp"}}],"tier":"Gold","vip":true}""")]
    [InlineData(Audience.Basic, """{"email":"d•••@example.com","name":"Dana"}""")]
    [InlineData(Audience.Advanced, """{"address":"1 Main St","email":"dana.cruz@example.com","name":"Dana","vip":true}""")]
    [InlineData(Audience.Admin, """{"address":"1 Main St","email":"dana.cruz@example.com","name":"Dana","orders":[{"to":"Dana <d@shop.example>","item":{"title":"Lamp"}}],"tier":"Gold","vip":true}""")]
    public async Task Each_audience_sees_its_own(Audience audience, string expected)
    {
        var found = await FindAsync(new(), audience);

        Shown(found).ShouldBe(expected);
        found.Origins.Keys.ShouldBe(found.Fields.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task An_allow_list_can_be_set_and_lets_nothing_sensitive_through()
    {
        var options = new CustomersOptions { Audiences = new() { Basic = new() { Fields = ["tier", "cardNumber", "orders"] } } };

        Shown(await FindAsync(options, Audience.Basic)).ShouldBe("""{"orders":[{"to":"Dana <d@shop.example>","item":{"title":"Lamp"}}],"tier":"Gold"}""");
    }

    [Fact]
    public async Task A_look_up_writes_who_asked_for_which_interaction_and_what_left_but_no_number()
    {
        await using (var lookup = Directory(new() { AuditSecretId = DirectoryRoom.AuditSecret })
            .Begin(DirectoryRoom.Caller, new Requester("EnrichInteraction", Audience.Basic, "1f3ee2a6-6d9a-4d0e-a7e9-3f2f5b7c8d90")))
        {
            await lookup.CompleteAsync(TestContext.Current.CancellationToken);
        }

        var hash = LookupAudit.Hash("k-0123456789", DirectoryRoom.Caller.Phone!.Value.E164);
        _room.Audit.Lines.ShouldHaveSingleItem().ShouldStartWith(
            $"Information: EnrichInteraction (Basic) looked a customer up for interaction 1f3ee2a6-6d9a-4d0e-a7e9-3f2f5b7c8d90: caller {hash}, Found, from [crm], fields [name,email] ");
        _room.Audit.Lines[0].ShouldSatisfyAllConditions(
            line => line.ShouldNotContain("5550142"), line => line.ShouldNotContain("Dana"), line => line.ShouldNotContain("k-0123456789"), line => line.ShouldNotContain("example.com"));
    }

    [Fact]
    public async Task A_look_up_by_id_writes_whom_it_was_for_but_no_id()
    {
        _room.Crm.When(HttpMethod.Get, "https://crm.test/customers/CUST-7").Answers(HttpStatusCode.OK, Dana);

        await DirectoryRoom.FindAsync(Directory(new() { AuditSecretId = DirectoryRoom.AuditSecret }), new CustomerQuery("CUST-7", null));

        _room.Audit.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldContain($"caller {LookupAudit.Hash("k-0123456789", "CUST-7")},"), line => line.ShouldNotContain("CUST-7"));
    }

    [Fact]
    public void The_hash_is_the_numbers_and_the_keys_and_has_no_digits_that_a_log_would_mask()
    {
        var numbers = new PhoneNumberReader("US");
        var hash = LookupAudit.Hash("key", numbers.Read("+13175550142").Phone!.Value.E164);

        // What openssl makes of it, as docs/customers.md has it.
        hash.ShouldBe("jgfagfeblcallmmkdndpmijkpgfgginb");
        LookupAudit.Hash("key", numbers.Read("(317) 555-0142").Phone!.Value.E164).ShouldBe(hash);
        LookupAudit.Hash("key", numbers.Read("+13175550143").Phone!.Value.E164).ShouldNotBe(hash);
        LookupAudit.Hash("other", numbers.Read("+13175550142").Phone!.Value.E164).ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("", "no key")]
    [InlineData("crm-enrichment/wrong", "key unknown")]
    public async Task Without_a_key_the_line_is_written_all_the_same(string secretId, string caller)
    {
        _room.Secrets["crm-enrichment/wrong"] = "not json";

        (await FindAsync(new() { AuditSecretId = secretId }, Audience.Admin)).Status.ShouldBe(LookupStatus.Found);

        _room.Audit.Lines.ShouldContain(line => line.Contains($"caller {caller},", StringComparison.Ordinal));
    }

    [Fact]
    public void No_address_survives_its_mask() => Prop.ForAll(
        (from local in ArbMap.Default.GeneratorFor<NonEmptyString>()
         from domain in Gen.Elements("example.com", "müller.example", "[127.0.0.1]", "localhost")
         from before in Gen.Elements("", "Write to ", "<", "mailto:", "😀")
         select (Local: new string([.. local.Get.Where(c => char.IsLetterOrDigit(c) || "._%+-😀".Contains(c, StringComparison.Ordinal))]), domain, before)).ToArbitrary(),
        text =>
        {
            var address = $"{text.Local}@{text.domain}";
            var json = JsonElement.Parse(JsonSerializer.Serialize(new[] { $"{text.before}{address} today" }));
            return text.Local.Length < 3 || !Scrubbed.Of(json, maskEmail: true)[0].GetString()!.Contains(address, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_picture_among_the_fields_costs_no_answer()
    {
        _room.When("photos").Answers(HttpStatusCode.OK, $$"""{"photo": "{{new string('A', 500_000)}}", "email": "dana@example.com"}""");
        var photos = _room.Source(new CrmSourceOptions
        {
            Kind = AllKinds.Rest,
            Own = new RestOptions(),
            Name = "photos",
            Url = new Uri("https://photos.test"),
            Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["photo"] = "photo", ["email"] = "email" },
        });

        var found = await DirectoryRoom.FindAsync(_room.Directory(new(), photos), DirectoryRoom.Caller, Audience.Context);

        found.Fields["photo"].GetString()!.Length.ShouldBe(500_000);
        found.Fields["email"].GetString().ShouldBe("d•••@example.com");
    }

    public void Dispose() => _room.Dispose();

    private CustomerDirectory Directory(CustomersOptions options)
    {
        _room.When("crm").Answers(HttpStatusCode.OK, Dana);
        return _room.Directory(options, _room.Source(new CrmSourceOptions
        {
            Kind = AllKinds.Rest,
            Own = new RestOptions(),
            Name = "crm",
            Url = new Uri("https://crm.test"),
            Fields = s_members.Append("cardNumber").ToDictionary(member => member, member => member, StringComparer.Ordinal),
        }));
    }

    private Task<Found> FindAsync(CustomersOptions options, Audience audience) => DirectoryRoom.FindAsync(Directory(options), DirectoryRoom.Caller, audience);

    private static string Shown(Found found) => "{" + string.Join(',', found.Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"\"{field.Key}\":{System.Text.RegularExpressions.Regex.Unescape(field.Value.GetRawText())}")) + "}";
}
