using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
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

        [Fact]
        public Task A_replay_by_the_engineers_tool_asks_the_database_too() => ReplayAsync(this);
    }

    [Collection(PostgreSql.Collection)]
    public sealed class WithPostgreSql(PostgreSql peer) : SqlSourceContract(peer)
    {
        [Fact]
        public Task What_the_database_knows_stands_on_the_interaction() => EnrichAsync(this);
    }

    private static async Task EnrichAsync(SqlSourceContract contract)
    {
        await using var cloud = await StartAsync(contract);

        var result = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")));

        JsonElement.Parse(result.Text).GetProperty("outcome").GetString().ShouldBe("Enriched", result.Text);
        var attributes = Written(cloud);
        attributes.GetProperty("crm.name").GetString().ShouldBe("Ada Lovelace");
        attributes.GetProperty("crm.accountStatus").GetString().ShouldBe("active");
        attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");

        // The database was signed in to before the event came. On a busy machine there may have been no time for it, which is said.
        var warmUp = JsonElement.Parse(cloud.EnrichInteraction.Environments.Single().Startup.Lines.Single(line => line.Contains("Warm-up took", StringComparison.Ordinal)));
        var startup = cloud.EnrichInteraction.Environments.Single().Startup.ToString();
        var late = startup.Contains("Warm-up without shop;", StringComparison.Ordinal) ? 1 : 0;
        (warmUp.GetProperty("Done").GetInt32() + late).ShouldBe(warmUp.GetProperty("All").GetInt32(), startup);
    }

    private static async Task ReplayAsync(SqlSourceContract contract)
    {
        await using var cloud = await StartAsync(contract);
        cloud.Genesys.Faults.Always(request => request.Method is "PATCH", Fault.Answer(503));
        var result = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")));
        JsonElement.Parse(result.Text).GetProperty("outcome").GetString().ShouldBe("Unavailable", result.Text);
        cloud.Genesys.Faults.Clear();
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            KeyValuePair<string, string> sts = new("AWS_ENDPOINT_URL_STS", cloud.AwsUrl.ToString());
            var (code, output, error) = await ToolProcess.EndAsync(ToolProcess.Start(folder, [.. cloud.ReplayDeadLetters.Definition.Environment, sts], "replay"));

            code.ShouldBe(0, output + error);
            Written(cloud).GetProperty("crm.name").GetString().ShouldBe("Ada Lovelace");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonElement Written(EmbeddedCloud cloud) =>
        JsonElement.Parse(cloud.Genesys.Requests.All.Single(request => request is { Method: "PATCH", Status: 202 }).Content.Span).GetProperty("attributes");

    private static async Task<EmbeddedCloud> StartAsync(SqlSourceContract contract)
    {
        // As an American writes it; the event says it in E.164.
        await contract.Peer.AsAdministratorAsync("UPDATE customers SET phone = '3175550142'");
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = Patience.With([
                ("Http__BackOffBaseMs", "1"),

                // Or the replay would know from the first attempt.
                ("Customers__Cache__Enabled", "false"),
                ("Crm__Sources__1__Name", "shop"), ("Crm__Sources__1__Kind", "Sql"), ("Crm__Sources__1__SecretId", "crm-enrichment/shop"), ("Crm__Sources__1__TimeoutMs", "3000"), ("Crm__Sources__1__DeadlineMs", "60000"),
                ("Crm__Sources__1__Sql__Engine", $"{contract.Peer.Engine}"), ("Crm__Sources__1__Sql__CaFile", contract.Peer.Authority),
            ]),
        });
        cloud.Secrets.Set("crm-enrichment/shop", contract.Peer.Secret("right-password"));
        return cloud;
    }
}
