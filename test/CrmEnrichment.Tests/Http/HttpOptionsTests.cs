using CrmEnrichment.Http;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class HttpOptionsTests
{
    [Fact]
    public void The_defaults_are_the_houses_budgets_and_valid()
    {
        var options = new HttpOptions();

        options.AttemptTimeoutMs.ShouldBe(2_000);
        options.ConnectTimeoutMs.ShouldBe(500);
        new HttpOptionsValidator().Validate(null, options).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var result = new HttpOptionsValidator().Validate(null, new HttpOptions { AttemptTimeoutMs = 0, MaxRetries = -1, MaxResponseBytes = 5 });

        result.Failures!.Count().ShouldBe(3);
        result.FailureMessage!.ShouldContain(nameof(HttpOptions.AttemptTimeoutMs));
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
