using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Whom a source finds, whatever the database.</summary>
public abstract class SqlFindingContract(ISqlPeer peer) : SqlSourceContract(peer)
{
    [Fact]
    public async Task A_customer_is_found_by_number_with_their_account()
    {
        using var room = Open();

        var fields = (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

        Json(fields).ShouldBe("""{"accountStatus":"active","crmAccountId":1,"lastVisit":"2024-01-02","name":"Ada Lovelace"}""");
    }

    [Fact]
    public async Task A_customer_is_found_by_id_and_the_number_is_not_asked_for()
    {
        await Peer.AsAdministratorAsync("INSERT INTO customers (id, name, phone) VALUES (2, 'Charles', '+493099999999')");
        using var room = Open();

        (await room.FindAsync(id: "2", phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["name"].GetString().ShouldBe("Charles");
    }

    [Fact]
    public async Task If_nobody_has_the_id_the_number_is_asked_for()
    {
        using var room = Open();

        (await room.FindAsync(id: "77", phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Theory]
    [InlineData("+493012345678")]
    [InlineData("493012345678")]
    [InlineData("00493012345678")]
    [InlineData("03012345678")]
    public async Task A_number_is_found_however_it_was_written(string written)
    {
        await Peer.AsAdministratorAsync($"UPDATE customers SET phone = NULL, mobile = '{written}'");
        using var room = Open();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task A_number_of_another_country_is_not_taken_for_one_of_ours()
    {
        await Peer.AsAdministratorAsync("UPDATE customers SET phone = '0446681800'");
        using var room = Open();

        (await room.FindAsync(phone: "+41446681800")).ShouldBe(SourceAnswer.NotFound);
        (await room.FindAsync(phone: "+49446681800")).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task Nobody_is_an_answer()
    {
        using var room = Open();

        (await room.FindAsync(phone: "+493087654321")).ShouldBe(SourceAnswer.NotFound);
        (await room.FindAsync(id: "4711")).ShouldBe(SourceAnswer.NotFound);
        (await room.FindAsync()).ShouldBe(SourceAnswer.NotFound);
    }

    [Theory]
    [InlineData("1 OR 1=1")]
    [InlineData("1; DROP TABLE customers")]
    [InlineData("' OR ''='")]
    [InlineData("1'--")]
    [InlineData("1abc")]
    [InlineData("1.0")]
    [InlineData("\\")]
    [InlineData("1\0")]
    [InlineData("\ud800")]
    [InlineData("")]
    [InlineData("99999999999999999999999999")]
    [InlineData("١")]
    [InlineData("日本語 😀")]
    public async Task What_is_no_id_is_nobodys(string id)
    {
        using var room = Open();

        (await room.FindAsync(id: id)).ShouldBe(SourceAnswer.NotFound);
        (await room.FindAsync(id: new string('1', 1_000_000))).ShouldBe(SourceAnswer.NotFound);
        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task Several_customers_are_told_with_the_times_of_their_last_change()
    {
        await Peer.AsAdministratorAsync("INSERT INTO customers (id, name, phone, updated_at) VALUES (2, 'Charles', '03012345678', '2024-03-01 12:00:00')");
        using var room = Open();

        var several = (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Ambiguous>().Records;

        several.Select(record => record.Fields["name"].GetString()).ShouldBe(["Ada Lovelace", "Charles"], ignoreOrder: true);
        several.Max(record => record.ChangedAt).ShouldNotBeNull().Month.ShouldBe(3);
    }

    [Fact]
    public async Task Several_accounts_are_one_customer_and_the_one_visited_last_counts()
    {
        await Peer.AsAdministratorAsync("INSERT INTO customer_accounts VALUES (1, 'closed', '2023-01-01'), (1, 'gold', '2024-06-01'), (1, 'never', NULL)");
        using var room = Open();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["accountStatus"].GetString().ShouldBe("gold");
    }

    [Fact]
    public async Task Values_keep_their_types()
    {
        using var room = Open(("Fields:vip", "VIP"), ("Fields:balance", "balance"), ("Fields:changed", "updated_at"), ("Fields:mobile", "mobile"), ("Fields:missing", "no_such_column"));

        var fields = (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

        fields["vip"].ValueKind.ShouldBe(JsonValueKind.True);
        fields["balance"].GetRawText().ShouldBe("1234.50");
        DateTime.Parse(fields["changed"].GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Year.ShouldBe(2024);
        fields.Keys.ShouldBe(["vip", "balance", "changed"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_of_every_script_are_read()
    {
        const string Names = "Ünïcödé, Ελλάδα, Кириллица, עברית, العربية, हिन्दी, ไทย, 日本語, 한국어, 𐍈, 👩‍👩‍👧, ﷽, a\u0301, \u202e";
        await Peer.AsAdministratorAsync($"UPDATE customers SET name = '{Names}'");
        using var room = Open();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["name"].GetString().ShouldBe(Names);
    }

    [Fact]
    public async Task A_configured_query_is_asked()
    {
        using var room = Open(
            ("Sql:PhoneQuery", "SELECT id AS customer_no, UPPER(name) AS name FROM customers WHERE phone = @phone -- one, and no more\n;"),
            ("Sql:CustomerQuery", "SELECT id AS customer_no, name FROM customers WHERE id = @id"),
            ("Sql:IdColumn", "customer_no"),
            ("Fields:no", "customer_no"),
            ("Fields:name", "name"));

        Json((await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields).ShouldBe("""{"name":"ADA LOVELACE","no":1}""");
        Json((await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields).ShouldBe("""{"name":"Ada Lovelace","no":1}""");
    }

    [Fact]
    public async Task A_column_that_is_added_to_the_table_disturbs_nobody()
    {
        using var room = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => room.FindAsync(phone: Ada)));

        await Peer.AsAdministratorAsync("ALTER TABLE customers ADD COLUMN note VARCHAR(20)");

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task Ten_thousand_customers_are_told_as_the_hundred_that_nobody_could_choose_from()
    {
        await Peer.CrowdAsync(10_000, Ada);
        using var room = Open(("Sql:PhoneQuery", "SELECT id, name FROM customers WHERE phone = @phone"));

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Ambiguous>().Records.Count.ShouldBe(100);
        (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>();
    }

    private static string Json(IReadOnlyDictionary<string, JsonElement> fields) =>
        $"{{{string.Join(',', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"\"{field.Key}\":{field.Value.GetRawText()}"))}}}";
}
