using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.Campaign.Journal;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>The journal in the documented table of a real database.</summary>
public abstract class SqlJournalContract(ISqlPeer peer, string table, string doNothing) : SqlSourceContract(peer), IAsyncLifetime
{
    private static readonly CustomerRef s_ada = new("shop", "1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Peer.AsAdministratorAsync($"""
            DROP TABLE IF EXISTS interactions;
            DROP TABLE IF EXISTS tasks;
            {table}
            CREATE TABLE tasks (tracking_id VARCHAR(80) PRIMARY KEY, title VARCHAR(200), priority VARCHAR(20), due_at TIMESTAMP NULL);
            ALTER TABLE customers ADD COLUMN contact_count INT;
            ALTER TABLE customers ADD COLUMN last_outcome VARCHAR(200);
            GRANT SELECT, INSERT, UPDATE ON interactions TO reader;
            GRANT SELECT, INSERT, UPDATE ON tasks TO reader;
            GRANT UPDATE ON customers TO reader;
            """);
    }

    [Fact]
    public async Task An_entry_is_one_row_however_often_and_by_whomever_it_is_written()
    {
        using var room = Open();
        using var other = Open();
        var entry = Entry();

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync(i % 2 == 0 ? room : other, entry)));

        (await Peer.AsAdministratorAsync("SELECT COUNT(*) FROM interactions")).Trim().ShouldBe("1");
        written.ShouldAllBe(one => one.Id == entry.TrackingId);
        written[0].Stored.ShouldBe(room.Journal.Members(entry), ignoreOrder: true);
        written[0].Stored["started_at"].ShouldBe("2026-11-28T14:30:00Z");
        written[0].Stored["notes"].ShouldBe("Größe 😀 'quoted' \\ \"too\"");
    }

    [Fact]
    public async Task Only_what_changes_is_changed_and_what_a_person_wrote_is_read()
    {
        using var room = Open();
        await WriteAsync(room, Entry());
        await Peer.AsAdministratorAsync("UPDATE interactions SET outcome = 'By hand'");

        var stored = await room.Journal.UpdateAsync("t-1", new Dictionary<string, string>(StringComparer.Ordinal) { ["notes"] = "Late", ["ended_at"] = "2026-11-28T14:40:00Z" }, Cancel);

        stored.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["notes"] = "Late", ["ended_at"] = "2026-11-28T14:40:00Z" }, ignoreOrder: true);
        (await room.Journal.ReadAsync("t-1", ["outcome", "duration", "owner_id"], Cancel)).ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["outcome"] = "By hand", ["duration"] = "360" }, ignoreOrder: true);
        await Peer.AsAdministratorAsync("DELETE FROM interactions");
        (await room.Journal.ReadAsync("t-1", ["outcome"], Cancel)).ShouldBeNull();
        (await Should.ThrowAsync<UpstreamException>(() => room.Journal.UpdateAsync("t-1", room.Journal.Members(Entry()), Cancel))).Message.ShouldContain("the entry was deleted");
    }

    [Fact]
    public async Task Long_notes_nobody_and_several_customers_are_taken()
    {
        using var room = Open();

        var written = await WriteAsync(room, Entry() with { Customer = null, Matches = 2, Notes = new string('x', 100_000) });

        written.Stored.ShouldNotContainKey("customer_id");
        written.Stored["notes"].ShouldStartWith("2 customers share this number.\nxxx");
        written.Stored["notes"].ShouldEndWith("…");
    }

    [Fact]
    public async Task A_statement_that_is_set_keeps_its_part_and_one_that_is_not_says_so()
    {
        using var room = Open(
            ("Sql:Journal:TaskInsert", $"INSERT INTO tasks (tracking_id, title, priority, due_at) VALUES (@tracking_id, @title, @priority, @due_at) {doNothing}"),
            ("Sql:Journal:CustomerUpdate", "UPDATE customers SET contact_count = @count, last_outcome = @outcome WHERE id = @id"),
            ("Sql:Journal:OwnerQuery", "SELECT id FROM customers WHERE email = @email"));
        using var without = Open();
        var task = new FollowUpTask { TrackingId = "t-1-call", Title = "Call back", DueAt = Entry().StartedAt, Priority = TaskPriority.High, Customer = s_ada };
        var contact = new LastContact(Entry().StartedAt, "Call", "Resolved", 4, "Success", "Genesys_Cloud_CX", "t-1");

        await room.Journal.CreateTaskAsync(task, mayExist: false, Cancel);
        await room.Journal.CreateTaskAsync(task, mayExist: true, Cancel);
        (await room.Journal.UpdateCustomerAsync(s_ada, contact, Cancel)).ShouldBeTrue();
        (await room.Journal.UpdateCustomerAsync(s_ada, contact, Cancel)).ShouldBeTrue();
        (await room.Journal.UpdateCustomerAsync(new("shop", "99"), contact, Cancel)).ShouldBeFalse();

        (await Peer.AsAdministratorAsync("SELECT COUNT(*), MAX(priority) FROM tasks")).Trim().Replace('\t', '|').ShouldBe("1|high");
        (await Peer.AsAdministratorAsync("SELECT contact_count, last_outcome FROM customers WHERE id = 1")).Trim().Replace('\t', '|').ShouldBe("4|Resolved");
        (await room.Journal.FindOwnerAsync("ada@example.com", Cancel)).ShouldBe("1");
        (await room.Journal.FindOwnerAsync("nobody@example.com", Cancel)).ShouldBeNull();
        (await without.Journal.UpdateCustomerAsync(s_ada, contact, Cancel)).ShouldBeTrue();
        (await Should.ThrowAsync<UpstreamException>(() => without.Journal.CreateTaskAsync(task, mayExist: false, Cancel))).Message.ShouldContain("Set Crm__Sources__N__Sql__Journal__TaskInsert");
        await room.Journal.ProbeAsync(Cancel);
    }

    [Fact]
    public async Task A_probe_writes_nothing_and_shows_a_missing_right_and_a_missing_column()
    {
        using var room = Open();
        await room.Journal.ProbeAsync(Cancel);
        (await Peer.AsAdministratorAsync("SELECT COUNT(*) FROM interactions")).Trim().ShouldBe("0");

        await Peer.AsAdministratorAsync("REVOKE INSERT ON interactions FROM reader");
        (await Should.ThrowAsync<UpstreamException>(() => room.Journal.ProbeAsync(Cancel))).Fault.ShouldBe(UpstreamFault.Forbidden);

        await Peer.AsAdministratorAsync("GRANT INSERT ON interactions TO reader; ALTER TABLE interactions DROP COLUMN queue");
        (await Should.ThrowAsync<UpstreamException>(() => room.Journal.ProbeAsync(Cancel))).Fault.ShouldBe(UpstreamFault.Rejected);
    }

    [Fact]
    public async Task A_customer_who_is_found_comes_with_the_id_column()
    {
        using var room = Open();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Id.ShouldBe("1");
    }

    [Fact]
    public Task Every_call_has_exactly_one_complete_entry_whatever_fails() =>
        new JournalCampaign($"{Peer.Engine}", calls: 20, TestContext.Current.SendDiagnosticMessage) { Environment = JournalledDatabase.Settings(Peer, doNothing) }
            .RunAsync(new JournalledDatabase(Peer).JoinAsync, Cancel);

    private static Task<WrittenEntry> WriteAsync(SourceRoom room, JournalEntry entry) => room.Journal.CreateAsync(entry, room.Journal.Members(entry), mayExist: false, Cancel);

    private static JournalEntry Entry()
    {
        var start = new DateTimeOffset(2026, 11, 28, 14, 30, 0, TimeSpan.Zero);
        return new()
        {
            TrackingId = "t-1",
            SourceSystem = "Genesys_Cloud_CX",
            InteractionId = "7d6c0001",
            Media = EntryMedia.Call,
            Direction = EntryDirection.Inbound,
            StartedAt = start,
            EndedAt = start.AddMinutes(6),
            TalkTime = TimeSpan.FromSeconds(300),
            Queue = "Support",
            Agents = [new("a-1", "Ann", null, TimeSpan.FromSeconds(300))],
            Outcome = "Resolved",
            Notes = "Größe 😀 'quoted' \\ \"too\"",
            CustomerNumber = "+493012345678",
            Customer = s_ada,
            IsComplete = true,
        };
    }
}

[Collection(MariaDb.Collection)]
public sealed class MariaDbJournalTests(MariaDb peer) : SqlJournalContract(peer, DocumentedSetup.JournalInMySql, "ON DUPLICATE KEY UPDATE title = title");

[Collection(PostgreSql.Collection)]
public sealed class PostgreSqlJournalTests(PostgreSql peer) : SqlJournalContract(peer, DocumentedSetup.JournalInPostgreSql, "ON CONFLICT DO NOTHING");
