using System.Globalization;
using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tests.Dispositions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Dispositions in the documented tables of a real database: the deals have the stage, the customers the mark.</summary>
public abstract class SqlDispositionContract(ISqlPeer peer, string doNothing) : DispositionContract
{
    private protected override string Customer => "1";

    private protected override string WithoutDeal => "2";

    private protected override string Nobody => "99";

    private protected override async Task<DispositionFloor> OpenAsync()
    {
        await peer.AsAdministratorAsync($"""
            DROP TABLE IF EXISTS deals;
            DROP TABLE IF EXISTS tasks;
            DROP TABLE IF EXISTS customer_accounts;
            DROP TABLE IF EXISTS customers;
            CREATE TABLE customers (id BIGINT PRIMARY KEY, name VARCHAR(200), phone VARCHAR(40), mobile VARCHAR(40));
            {DocumentedSetup.Dispositions}
            {DocumentedSetup.Deals}
            CREATE TABLE tasks (tracking_id VARCHAR(80) PRIMARY KEY, title VARCHAR(200));
            INSERT INTO customers (id, name) VALUES (1, 'Ada'), (2, 'Lonely');
            INSERT INTO deals (id, customer_id, stage, updated_at) VALUES (75, 1, 'Closed Won', '2026-01-03'), (76, 1, 'Prospecting', '2026-01-01'), (77, 1, 'Prospecting', '2026-01-02');
            GRANT SELECT ON customers TO reader;
            GRANT UPDATE (do_not_contact, deal_stage) ON customers TO reader;
            GRANT SELECT, UPDATE ON deals TO reader;
            GRANT SELECT, INSERT, UPDATE ON tasks TO reader;
            """);
        await peer.SetPasswordAsync("right-password");
        return Open([.. DocumentedSetup.DealStatements]);
    }

    private protected override async ValueTask<string?> StageAsync() => await OneAsync("SELECT stage FROM deals WHERE id = 77");

    private protected override async ValueTask<bool> IsMarkedAsync() => await OneAsync("SELECT CASE WHEN do_not_contact THEN 'true' ELSE 'false' END FROM customers WHERE id = 1") is "true";

    private protected override async ValueTask<int> TasksAsync() => int.Parse(await OneAsync("SELECT COUNT(*) FROM tasks"), CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_call_that_is_handled_again_after_a_crash_does_not_close_the_next_deal()
    {
        var message = Floor.Message("SALE", Customer);
        Floor.BreakAt("disposition/deal/");
        (await Floor.DeliverAsync(message)).ShouldBeOfType<Outcome.DeadLettered>();
        Floor.BreakAt(null);

        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);

        (await OneAsync("SELECT stage FROM deals WHERE id = 76")).ShouldBe("Prospecting");
    }

    [Fact]
    public async Task Without_statements_the_customer_has_the_stage_and_the_mark()
    {
        await using var plain = Open();
        await plain.ProbeAsync();

        (await plain.EndAsync("SALE", Customer)).Name.ShouldBe("DispositionSynced", plain.Told);
        (await OneAsync("SELECT deal_stage FROM customers WHERE id = 1")).ShouldBe("Closed Won");
        (await plain.EndAsync("DNC", Customer, "1.2")).Name.ShouldBe("DispositionSynced", plain.Told);
        (await plain.EndAsync("NI", Customer, "1.3")).Name.ShouldBe("DoNotContactHeld", plain.Told);
        (await plain.EndAsync("SALE", "1abc", "1.4")).Name.ShouldBe("UnknownRecord", plain.Told);
        (await IsMarkedAsync(), await OneAsync("SELECT deal_stage FROM customers WHERE id = 1"), await OneAsync("SELECT COUNT(*) FROM customers WHERE do_not_contact")).ShouldBe((true, "Closed Lost", "1"));
        (await plain.EndAsync("CALLBK", WithoutDeal, "1.5")).Name.ShouldBe("Rejected");
        plain.Told.ShouldContain("Crm__Sources__N__Sql__Journal__TaskInsert");
    }

    [Fact]
    public async Task A_text_is_never_part_of_a_statement()
    {
        await using var plain = Open();

        (await plain.EndAsync("DNC", "1' OR '1'='1")).Name.ShouldBe("UnknownRecord", plain.Told);

        (await OneAsync("SELECT COUNT(*) FROM customers WHERE do_not_contact")).ShouldBe("0");
    }

    [Fact]
    public async Task A_missing_right_or_column_is_a_letter_and_shows_in_the_health_check()
    {
        await peer.AsAdministratorAsync("REVOKE UPDATE (do_not_contact) ON customers FROM reader");
        (await Floor.EndAsync("DNC", Customer)).Name.ShouldBe("Forbidden", Floor.Told);
        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Fault.ShouldBe(UpstreamFault.Forbidden);
        (await StageAsync()).ShouldBe("Prospecting");

        await peer.AsAdministratorAsync("ALTER TABLE deals DROP COLUMN stage");
        (await Floor.EndAsync("SALE", Customer, "1.2")).Name.ShouldBe("Rejected", Floor.Told);

        await using var blind = Open([.. DocumentedSetup.DealStatements.Where(statement => !statement.Name.EndsWith("__Find", StringComparison.Ordinal)), ("Sql__Dispositions__Find", "SELECT id FROM customers WHERE id = @id")]);
        (await blind.EndAsync("SALE", Customer, "1.3")).Name.ShouldBe("Rejected");
        blind.Told.ShouldContain("returns no column do_not_contact");
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_letter_and_its_replay_does_the_rest()
    {
        var message = Floor.Message("DNC", Customer);
        await peer.SetPasswordAsync("another");
        (await Floor.DeliverAsync(message)).Name.ShouldBe("AuthFailure", Floor.Told);
        await peer.SetPasswordAsync("right-password");

        await using var later = Open([.. DocumentedSetup.DealStatements]);
        (await later.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", later.Told);
        (await IsMarkedAsync(), await StageAsync()).ShouldBe((true, Lost));
    }

    [Theory]
    [InlineData("Find", "SELECT id, do_not_contact FROM customers", "compares with none of @id")]
    [InlineData("SetStage", "UPDATE customers SET deal_stage = @stage", "lacks @id")]
    [InlineData("SetStage", "UPDATE customers SET deal_stage = @stage WHERE id = @id AND name = @name", "holds @name")]
    [InlineData("MarkDoNotContact", "UPDATE customers SET do_not_contact = TRUE WHERE id = @id; DELETE FROM customers", "holds more than one statement")]
    [InlineData("FindDeal", "SELECT id FROM deals WHERE customer_id = @id", "SetStage is not set, and FindDeal is")]
    public void A_statement_that_cannot_be_meant_is_refused_at_the_start(string key, string statement, string problem) =>
        Should.Throw<InvalidConfigurationException>(() => Open(($"Sql__Dispositions__{key}", statement))).Message.ShouldContain(problem);

    private DispositionFloor Open(params (string Name, string Value)[] settings) => new(TimeProvider.System, peer.Secret("right-password"),
    [
        ("Kind", "Sql"), ("Sql__Engine", $"{peer.Engine}"), ("Sql__CaFile", peer.Authority), .. settings,
        .. settings.Length > 1 ? new[] { ("Sql__Journal__TaskInsert", $"INSERT INTO tasks (tracking_id, title) VALUES (@tracking_id, @title) {doNothing}") } : [],
    ]);

    private async Task<string> OneAsync(string query) => (await peer.AsAdministratorAsync(query)).Trim();
}

[Collection(MariaDb.Collection)]
public sealed class MariaDbDispositionTests(MariaDb peer) : SqlDispositionContract(peer, "ON DUPLICATE KEY UPDATE title = title");

[Collection(PostgreSql.Collection)]
public sealed class PostgreSqlDispositionTests(PostgreSql peer) : SqlDispositionContract(peer, "ON CONFLICT DO NOTHING");
