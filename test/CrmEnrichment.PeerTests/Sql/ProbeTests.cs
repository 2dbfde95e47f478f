using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>A probe fails when look-ups would fail, and tells why.</summary>
public static class ProbeTests
{
    [Collection(MariaDb.Collection)]
    public sealed class WithMariaDb(MariaDb peer) : Contract(peer);

    [Collection(PostgreSql.Collection)]
    public sealed class WithPostgreSql(PostgreSql peer) : Contract(peer);

    public abstract class Contract(ISqlPeer peer) : SqlSourceContract(peer)
    {
        [Fact]
        public async Task A_database_that_answers_is_well_with_customers_and_without()
        {
            using var room = Open();

            await ProbeAsync(room);

            await Peer.AsAdministratorAsync("DELETE FROM customers");
            await ProbeAsync(room);
            room.Log.Lines.ShouldBeEmpty();
        }

        [Fact]
        public async Task A_missing_right_shows_which_asking_for_1_would_not_tell()
        {
            await Peer.AsAdministratorAsync("REVOKE SELECT ON customer_accounts FROM reader");
            using var room = Open();

            (await RefusedAsync(room, UpstreamFault.Forbidden)).Message.ShouldContain("Grant its user SELECT");
        }

        [Theory]
        [InlineData("Sql:PhoneQuery", "SELECT id FROM customers WHERE no_such_column = @phone")]
        [InlineData("Sql:CustomerQuery", "SELECT id FROM customers WHERE no_such_column = @id")]
        public async Task Either_statement_that_is_wrong_shows(string key, string query)
        {
            using var room = Open((key, query));

            (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain("Check the queries");
        }

        [Fact]
        public async Task A_column_that_is_read_and_that_no_query_returns_shows_without_a_customer()
        {
            using var room = Open(("Fields:name", "name"), ("Fields:tier", "loyalty_tier"));

            (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain("neither query returns loyalty_tier. Name columns of the queries in Crm__Sources__N__Fields");
        }

        [Fact]
        public async Task A_connection_that_is_still_open_hides_no_password_that_has_changed()
        {
            using var room = Open();
            await ProbeAsync(room);
            await Peer.SetPasswordAsync("new-password");
            await ProbeAsync(room);

            room.Clients.ForgetCredentials();
            await RefusedAsync(room, UpstreamFault.AuthRefused);

            // Nor does the rest that follows hide that the secret has been mended.
            room.Secret = Peer.Secret("new-password");
            room.Clients.ForgetCredentials();
            await ProbeAsync(room);
        }

        [Fact]
        public async Task A_database_that_is_down_is_unavailable_and_well_when_it_is_back()
        {
            using var room = Open();
            await ProbeAsync(room);
            await Peer.KillAsync();

            room.Clients.ForgetCredentials();
            await RefusedAsync(room, UpstreamFault.Unavailable);

            await Peer.StartAsync();
            room.Clients.ForgetCredentials();
            await ProbeAsync(room);
        }

        [Fact]
        public async Task The_whole_function_tells_a_database_without_its_right_from_one_that_is_well()
        {
            await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
            {
                Environment = Patience.With([
                    ("Health__DeadlineMs", "60000"), ("Crm__Sources__1__Name", "shop"), ("Crm__Sources__1__Kind", "Sql"), ("Crm__Sources__1__SecretId", "crm-enrichment/shop"), ("Crm__Sources__1__TimeoutMs", "3000"), ("Crm__Sources__1__DeadlineMs", "60000"),
                    ("Crm__Sources__1__Sql__Engine", $"{Peer.Engine}"), ("Crm__Sources__1__Sql__CaFile", Peer.Authority),
                ]),
            });
            cloud.Secrets.Set("crm-enrichment/shop", Peer.Secret("right-password"));
            (await ShopAsync(cloud)).GetProperty("status").GetString().ShouldBe("Healthy");

            await Peer.AsAdministratorAsync("REVOKE SELECT ON customers FROM reader");

            (await ShopAsync(cloud)).GetProperty("reason").GetString().ShouldBe("Forbidden");
        }

        private static async Task<JsonElement> ShopAsync(EmbeddedCloud cloud)
        {
            var result = await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
            return JsonElement.Parse(result.Text).GetProperty("components").EnumerateArray().Single(component => component.GetProperty("name").GetString() is "shop");
        }

        private static Task ProbeAsync(SourceRoom room) => room.Source.ProbeAsync(TestContext.Current.CancellationToken);

        private static async Task<UpstreamException> RefusedAsync(SourceRoom room, UpstreamFault fault)
        {
            var refused = await Should.ThrowAsync<UpstreamException>(() => ProbeAsync(room));
            refused.Fault.ShouldBe(fault, refused.Message);
            return refused;
        }
    }
}
