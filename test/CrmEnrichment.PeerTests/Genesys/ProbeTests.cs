using System.Text.Json;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>What the health check asks of Genesys, against Genesys' own description of it.</summary>
public sealed class ProbeTests(ValidatingGenesys genesys) : IClassFixture<ValidatingGenesys>
{
    [Fact]
    public async Task Each_check_signs_in_and_reads_as_described()
    {
        await using var cloud = await genesys.StartCloudAsync();

        for (var check = 0; check < 2; check++)
        {
            var result = await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
            JsonElement.Parse(result.Text).GetProperty("status").GetString().ShouldBe("Healthy", result.Text);
        }

        genesys.Login.Verdicts.Count.ShouldBe(2);
        genesys.Login.Verdicts.ShouldAllBe(verdict => verdict.Status == 200 && verdict.Violations == null);
        genesys.Api.Verdicts.Count.ShouldBe(2);
        genesys.Api.Verdicts.ShouldAllBe(verdict => verdict.Method == "GET" && verdict.Status == 200 && verdict.Violations == null);
        cloud.Genesys.Requests.All.ShouldBeEmpty();
    }
}
