using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class HttpOptionsTests
{
    [Fact]
    public void The_Defaults_Are_The_Houses_Budgets()
    {
        var options = HttpOptions.Read(Settings.Of(new ConfigurationBuilder().Build(), HttpOptions.Section, []));

        options.AttemptTimeoutMs.ShouldBe(2_000);
        options.ConnectTimeoutMs.ShouldBe(500);
        options.ShouldBeEquivalentTo(new HttpOptions());
    }

    [Fact]
    public async Task Without_retries_a_failure_is_final()
    {
        using var room = new HttpRoom();
        room.Options.MaxRetries = 0;
        room.Upstream.When(HttpMethod.Get, "/things").Answers(System.Net.HttpStatusCode.BadGateway);

        await Should.ThrowAsync<UpstreamException>(() => room.Client().GetAsync("things", TestContext.Current.CancellationToken));

        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://crm.test/api", "https://crm.test/api/things")]
    [InlineData("https://crm.test/api/", "https://crm.test/api/things")]
    [InlineData("https://crm.test", "https://crm.test/things")]
    public async Task A_base_address_is_a_folder_with_or_without_its_slash(string address, string asked)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, asked).Answers(System.Net.HttpStatusCode.OK);

        using var response = await room.Client(address: new Uri(address)).GetAsync("things", TestContext.Current.CancellationToken);

        response.IsSuccessStatusCode.ShouldBeTrue();
    }
}
