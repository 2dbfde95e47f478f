using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>docs/crm/sql.md, done as it says.</summary>
public static class DocumentedSetupTests
{
    private const string Ada = "+493012345678";
    private const string Digits = "SELECT id, name FROM customers WHERE phone_digits IN (@phone, @digits, @dialled, @national)";

    [Collection(MariaDb.Collection)]
    public sealed class InMariaDb(MariaDb peer) : SqlSourceContract(peer)
    {
        [Fact]
        public async Task The_user_reads_what_the_usual_queries_read_over_TLS_only_and_nothing_else()
        {
            await Peer.AsAdministratorAsync("DROP USER IF EXISTS 'crm_enrichment'@'%'");
            await Peer.AsAdministratorAsync(DocumentedSetup.UserInMySql);

            await ReadsAndNothingElseAsync(this);

            using var room = Open(("Sql:Tls", "None"));
            room.Secret = SecretOf(Peer);
            (await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(phone: Ada))).Fault.ShouldBe(UpstreamFault.AuthRefused);
        }

        [Fact]
        public async Task The_view_shows_less_and_does()
        {
            await Peer.AsAdministratorAsync($"DROP VIEW IF EXISTS callers; {DocumentedSetup.View} GRANT SELECT ON callers TO reader; REVOKE SELECT ON customers FROM reader; REVOKE SELECT ON customer_accounts FROM reader");

            await TheViewDoesAsync(this);
        }

        [Fact]
        public async Task Digits_kept_beside_a_number_are_found_by_index()
        {
            await Peer.AsAdministratorAsync("UPDATE customers SET phone = '(030) 123 456-78'");
            await Peer.AsAdministratorAsync(DocumentedSetup.DigitsInMySql);

            await FindsByDigitsAsync(this);
            (await Peer.AsAdministratorAsync("EXPLAIN SELECT id FROM customers WHERE phone_digits IN ('1', '2', '3')")).ShouldContain("customers_phone_digits");
        }
    }

    [Collection(PostgreSql.Collection)]
    public sealed class InPostgreSql(PostgreSql peer) : SqlSourceContract(peer)
    {
        [Fact]
        public async Task The_user_reads_what_the_usual_queries_read_and_nothing_else()
        {
            await Peer.AsAdministratorAsync("DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'crm_enrichment') THEN DROP OWNED BY crm_enrichment; DROP USER crm_enrichment; END IF; END $$");
            await Peer.AsAdministratorAsync(DocumentedSetup.UserInPostgreSql);

            await ReadsAndNothingElseAsync(this);
        }

        [Fact]
        public async Task The_view_shows_less_and_does()
        {
            await Peer.AsAdministratorAsync($"DROP VIEW IF EXISTS callers; {DocumentedSetup.View} GRANT SELECT ON callers TO reader; REVOKE SELECT ON customers FROM reader; REVOKE SELECT ON customer_accounts FROM reader");

            await TheViewDoesAsync(this);
        }

        [Fact]
        public async Task Digits_kept_beside_a_number_are_found_by_index()
        {
            await Peer.AsAdministratorAsync("UPDATE customers SET phone = '(030) 123 456-78'");
            await Peer.AsAdministratorAsync(DocumentedSetup.DigitsInPostgreSql);

            await FindsByDigitsAsync(this);
            (await Peer.AsAdministratorAsync("SET enable_seqscan = off; EXPLAIN SELECT id FROM customers WHERE phone_digits IN ('1', '2', '3')")).ShouldContain("customers_phone_digits");
        }
    }

    private static string SecretOf(ISqlPeer peer) => peer.Secret("a long one").Replace("\"reader\"", "\"crm_enrichment\"", StringComparison.Ordinal);

    private static async Task ReadsAndNothingElseAsync(SqlSourceContract contract)
    {
        await contract.Peer.AsAdministratorAsync("DROP TABLE IF EXISTS secrets; CREATE TABLE secrets (id INT)");
        using var usual = contract.Open();
        usual.Secret = SecretOf(contract.Peer);
        using var other = contract.Open(("Sql:PhoneQuery", "SELECT id FROM secrets WHERE '1' = @phone"));
        other.Secret = SecretOf(contract.Peer);

        (await usual.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
        (await Should.ThrowAsync<UpstreamException>(() => other.FindAsync(phone: Ada))).Fault.ShouldBe(UpstreamFault.Forbidden);
    }

    private static async Task TheViewDoesAsync(SqlSourceContract contract)
    {
        using var usual = contract.Open();
        using var room = contract.Open(DocumentedSetup.Queries);

        (await Should.ThrowAsync<UpstreamException>(() => usual.FindAsync(phone: Ada))).Fault.ShouldBe(UpstreamFault.Forbidden);
        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["name"].GetString().ShouldBe("Ada Lovelace");
        (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>();
        await contract.Peer.AsAdministratorAsync("DROP VIEW callers");
    }

    private static async Task FindsByDigitsAsync(SqlSourceContract contract)
    {
        using var room = contract.Open(("Sql:PhoneQuery", Digits));

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }
}
