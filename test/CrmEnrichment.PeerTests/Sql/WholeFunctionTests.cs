using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>From the event to the interaction, with the real executable and a real database.</summary>
public static class WholeFunctionTests
{
    [Collection(MariaDb.Collection)]
    public sealed class WithMariaDb(MariaDb peer) : SqlSourceContract(peer)
    {
        [Fact]
        public Task What_the_database_knows_stands_on_the_interaction() => EnrichAsync(this);
    }

    [Collection(PostgreSql.Collection)]
    public sealed class WithPostgreSql(PostgreSql peer) : SqlSourceContract(peer)
    {
        [Fact]
        public Task What_the_database_knows_stands_on_the_interaction() => EnrichAsync(this);
    }

    private static async Task EnrichAsync(SqlSourceContract contract)
    {
        // As an American writes it; the event says it in E.164.
        await contract.Peer.AsAdministratorAsync("UPDATE customers SET phone = '3175550142'");
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Genesys__MaxEventAge"] = "3650.00:00:00",
                ["Crm__Sources__1__Name"] = "shop",
                ["Crm__Sources__1__Kind"] = "Sql",
                ["Crm__Sources__1__SecretId"] = "crm-enrichment/shop",
                ["Crm__Sources__1__TimeoutMs"] = "3000",
                ["Crm__Sources__1__Sql__Engine"] = $"{contract.Peer.Engine}",
                ["Crm__Sources__1__Sql__CaFile"] = contract.Peer.Authority,
            },
        });
        cloud.Secrets.Set("crm-enrichment/shop", contract.Peer.Secret("right-password"));

        var result = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")));

        JsonElement.Parse(result.Text).GetProperty("outcome").GetString().ShouldBe("Enriched", result.Text);
        var attributes = JsonElement.Parse(cloud.Genesys.Requests.All.Single(request => request.Method is "PATCH").Content.Span).GetProperty("attributes");
        attributes.GetProperty("crm.name").GetString().ShouldBe("Ada Lovelace");
        attributes.GetProperty("crm.accountStatus").GetString().ShouldBe("active");
        attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");
    }
}
