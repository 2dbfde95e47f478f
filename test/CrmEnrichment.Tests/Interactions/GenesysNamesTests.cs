using System.Net;
using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using CrmEnrichment.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Interactions;

/// <summary>Names of ids, by the wire.</summary>
public sealed class GenesysNamesTests : IDisposable
{
    private const string Id = "51a20005-4a1b-4c2d-8e3f-09dd323e9aab";

    private readonly HttpRoom _room = new();
    private readonly IStateStore _shared;
    private readonly CapturedLog<GenesysClient> _log = new();

    public GenesysNamesTests()
    {
        _shared = new SharedStore(new MemoryStateStore(_room.Time));
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task Each_kind_of_id_has_its_own_address()
    {
        Route($"routing/wrapupcodes/{Id}").Answers(HttpStatusCode.OK, $$"""{"id":"{{Id}}","name":"Payment promised","selfUri":"x"}""");
        Route($"routing/queues/{Id}").Answers(HttpStatusCode.OK, $$"""{"id":"{{Id}}","name":"Billing"}""");
        Route($"users/{Id}").Answers(HttpStatusCode.OK, $$"""{"id":"{{Id}}","name":"Alex Agent","email":"alex@example.org"}""");
        var names = Process();

        (await names.WrapUpAsync(Id, Cancel)).ShouldBe("Payment promised");
        (await names.QueueAsync(Id, Cancel)).ShouldBe("Billing");
        (await names.AgentAsync(Id, Cancel)).ShouldBe(new AgentNames("Alex Agent", "alex@example.org"));
    }

    [Fact]
    public async Task A_name_is_asked_for_once_in_hours_also_by_another_process()
    {
        var route = Route($"users/{Id}").Answers(HttpStatusCode.OK, """{"name":"Alex Agent","email":"alex@example.org"}""");
        var first = Process();
        await first.AgentAsync(Id, Cancel);
        _room.Time.Advance(TimeSpan.FromMinutes(50));
        await first.AgentAsync(Id, Cancel);
        _room.Time.Advance(TimeSpan.FromHours(10));

        (await Process().AgentAsync(Id.ToUpperInvariant(), Cancel)).ShouldBe(new AgentNames("Alex Agent", "alex@example.org"));

        Asked($"users/{Id}").ShouldBe(1);
        _room.Time.Advance(TimeSpan.FromHours(2));
        route.Answers(HttpStatusCode.OK, """{"name":"Alex Renamed"}""");
        (await Process().AgentAsync(Id, Cancel)).ShouldBe(new AgentNames("Alex Renamed", null));
    }

    [Fact]
    public async Task One_process_without_a_shared_store_remembers_for_an_hour()
    {
        Route($"routing/queues/{Id}").Answers(HttpStatusCode.OK, """{"name":"Billing"}""");
        var names = Process(new MemoryStateStore(_room.Time));

        await names.QueueAsync(Id, Cancel);
        _room.Time.Advance(TimeSpan.FromMinutes(59));
        await names.QueueAsync(Id, Cancel);
        Asked($"routing/queues/{Id}").ShouldBe(1);
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        await names.QueueAsync(Id, Cancel);
        Asked($"routing/queues/{Id}").ShouldBe(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task What_may_not_be_read_or_is_not_there_has_no_name_and_is_asked_again_after_minutes(HttpStatusCode status)
    {
        Route($"routing/wrapupcodes/{Id}").Answers(status, """{"code":"x"}""").Answers(HttpStatusCode.OK, """{"name":"Paid"}""");
        var names = Process();

        (await names.WrapUpAsync(Id, Cancel)).ShouldBeNull();
        _room.Time.Advance(TimeSpan.FromMinutes(9));
        (await names.WrapUpAsync(Id, Cancel)).ShouldBeNull();
        (await Process().WrapUpAsync(Id, Cancel)).ShouldBeNull();
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        (await names.WrapUpAsync(Id, Cancel)).ShouldBe("Paid");

        _log.Lines.Count(line => line.Contains("Genesys does not let us read a name (403); the id is used instead. Grant routing:wrapupCode:view to a role of the OAuth client.", StringComparison.Ordinal))
            .ShouldBe(status is HttpStatusCode.Forbidden ? 1 : 0);
    }

    [Fact]
    public async Task While_Genesys_does_not_answer_nothing_is_remembered()
    {
        Route($"routing/queues/{Id}").Answers(HttpStatusCode.ServiceUnavailable).Answers(HttpStatusCode.ServiceUnavailable).Answers(HttpStatusCode.ServiceUnavailable).Answers(HttpStatusCode.ServiceUnavailable)
            .Answers(HttpStatusCode.OK, """{"name":"Billing"}""");
        var names = Process();

        (await Should.ThrowAsync<UpstreamException>(() => names.QueueAsync(Id, Cancel))).Fault.ShouldBe(UpstreamFault.Unavailable);
        (await names.QueueAsync(Id, Cancel)).ShouldBe("Billing");
    }

    [Fact]
    public async Task A_store_that_is_away_costs_a_question_and_never_the_name()
    {
        Route($"routing/queues/{Id}").Answers(HttpStatusCode.OK, """{"name":"Billing"}""");

        (await Process(new AbsentStore("Amazon DynamoDB is not available.")).QueueAsync(Id, Cancel)).ShouldBe("Billing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ININ-WRAP-UP-TIMEOUT")]
    [InlineData("../users/me")]
    [InlineData("51a20005-4a1b-4c2d-8e3f-09dd323e9aab?expand=x")]
    public async Task What_is_no_id_gets_into_no_path(string id)
    {
        var names = Process();

        (await names.WrapUpAsync(id, Cancel)).ShouldBeNull();
        (await names.QueueAsync(id, Cancel)).ShouldBeNull();
        (await names.AgentAsync(id, Cancel)).ShouldBeNull();
        names.LinkTo(id).ShouldBeNull();
        _room.Upstream.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":7,"email":[]}""")]
    [InlineData("[]")]
    public async Task An_answer_without_a_name_has_none(string answer)
    {
        Route($"routing/queues/{Id}").Answers(HttpStatusCode.OK, answer);

        (await Process().QueueAsync(Id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public void It_knows_both_dialects_and_links_into_Genesys_own_pages()
    {
        var names = Process();

        (names.Knows("twilio"), names.Knows(ParticipantAttributesWriter.PartnerOrigin), names.Knows(TutorialContextWriter.TutorialOrigin)).ShouldBe((false, true, true));
        names.LinkTo(Id).ShouldBe(new Uri($"https://apps.mypurecloud.com/directory/#/analytics/interactions/{Id}/admin/details"));
    }

    [Theory]
    [InlineData(null, $"https://apps.mypurecloud.ie/directory/#/analytics/interactions/{Id}/admin/details")]
    [InlineData("https://apps.mypurecloud.ie/directory/#/engage/admin/interactions/{id}", $"https://apps.mypurecloud.ie/directory/#/engage/admin/interactions/{Id}")]
    [InlineData("", null)]
    public void The_link_is_a_setting(string? setting, string? link) =>
        (Process(options: Read(setting)).LinkTo(Id)?.AbsoluteUri).ShouldBe(link);

    [Theory]
    [InlineData("https://apps.mypurecloud.ie/")]
    [InlineData("javascript:alert({id})")]
    [InlineData("https://user@apps.mypurecloud.ie/{id}")]
    [InlineData("https://apps.mypurecloud.ie/{conversation}/{id}")]
    public void A_link_that_cannot_be_one_is_refused(string setting) => Should.Throw<InvalidConfigurationException>(() => Read(setting)).Problems.ShouldBe(
        ["Genesys__InteractionLink has the wrong form: set an http(s) address with {id} in it, or leave it empty for no link."]);

    private static GenesysOptions Read(string? link)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Genesys:SecretId"] = "genesys", ["Genesys:Region"] = "mypurecloud.ie" };
        if (link is not null)
        {
            settings["Genesys:InteractionLink"] = link;
        }

        var setup = new FeatureSetup(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var options = setup.Section(GenesysOptions.Section, GenesysOptions.Read);
        setup.Complete();
        return options;
    }

    private FakeRoute Route(string path) => _room.Upstream.When(HttpMethod.Get, $"/api/v2/{path}");

    private int Asked(string path) => _room.Upstream.RequestsTo(HttpMethod.Get, $"/api/v2/{path}").Count;

    /// <summary>As a new process has it, with nothing in memory.</summary>
    private GenesysNames Process(IStateStore? store = null, GenesysOptions? options = null)
    {
        var token = _room.OAuth();
        return new(new GenesysClient(_room.Client(token), token, _log), options ?? new GenesysOptions(), new NameCache(store ?? _shared, _room.Time, new CapturedLog<NameCache>()));
    }
}
