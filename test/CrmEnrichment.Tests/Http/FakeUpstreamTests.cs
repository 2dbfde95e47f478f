using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class FakeUpstreamTests
{
    [Fact]
    public async Task A_call_nobody_programmed_fails_the_test_even_where_its_exception_is_swallowed()
    {
        var room = new HttpRoom();

        await Should.ThrowAsync<InvalidOperationException>(() => room.Client().GetAsync("surprise", TestContext.Current.CancellationToken));

        Should.Throw<InvalidOperationException>(room.Dispose).Message.ShouldContain("GET https://api.genesys.test/surprise");
        room.Upstream.Requests.Count.ShouldBe(1);
    }
}
