using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local;
using CrmEnrichment.Web.Callers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>Keys are rotated while the function runs.</summary>
public sealed class FreshSecretTests
{
    private const string Id = "lookup/keys";

    private readonly ManualTime _time = new();
    private readonly CapturedLog<ApiKeys> _log = new();
    private readonly KnownSecrets _secrets = new() { [Id] = Keys("old") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_beside_the_old_one_is_accepted_a_minute_after_the_last_reading_at_the_latest()
    {
        var keys = Open();
        (await keys.GetAsync(Cancel)).Find("old")!.Name.ShouldBe("key/old");
        _secrets[Id] = Keys("old", "new");

        (await keys.GetNewerAsync(Cancel)).Find("new").ShouldBeNull();
        _secrets.ReadsOfTheStore.ShouldBe(1);

        _time.Advance(FreshSecret<ApiKeys>.Pause);
        (await keys.GetNewerAsync(Cancel)).Find("new").ShouldNotBeNull();
        (await keys.GetNewerAsync(Cancel)).Find("old").ShouldNotBeNull();
        _secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_was_taken_out_is_refused_after_five_minutes_though_nobody_showed_an_unknown_one()
    {
        var keys = Open();
        await keys.GetAsync(Cancel);
        _secrets[Id] = Keys("new");

        _time.Advance(FreshSecret<ApiKeys>.FreshFor);

        (await keys.GetAsync(Cancel)).Find("old").ShouldBeNull();
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_any_more_leaves_what_was_read_in_force_and_the_log_says_why()
    {
        var keys = Open();
        await keys.GetAsync(Cancel);
        _secrets[Id] = "{";
        _time.Advance(FreshSecret<ApiKeys>.FreshFor);

        (await keys.GetAsync(Cancel)).Find("old").ShouldNotBeNull();
        (await keys.GetAsync(Cancel)).Find("old").ShouldNotBeNull();

        _secrets.ReadsOfTheStore.ShouldBe(2);
        _log.Lines.ShouldHaveSingleItem().ShouldContain($"stay in use: The secret '{Id}' is not JSON.");
    }

    [Theory]
    [InlineData("sesame")]
    [InlineData("[]")]
    [InlineData("""{"studio": "sesame"}""")]
    [InlineData("""{"studio": {"sha256": "sesame", "audience": "Context"}}""")]
    [InlineData("""{"studio": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "audience": "Everybody"}}""")]
    [InlineData("""{"studio": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "audience": "7"}}""")]
    [InlineData("""{"studio": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "audience": "2"}}""")]
    [InlineData("""{"studio": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "audience": "Context,Admin"}}""")]
    [InlineData("""{"sesame street!": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "audience": "Context"}}""")]
    public void A_secret_in_the_wrong_form_is_named_and_not_quoted(string text)
    {
        var message = Should.Throw<UpstreamException>(() => ApiKeys.Parse(Id, text)).Message;

        message.ShouldContain(Id);
        message.ShouldContain("Put {");
        message.ShouldNotContain("sesame");
    }

    private FreshSecret<ApiKeys> Open() => new("lookup", Id, _secrets, _time, _log, ApiKeys.Parse);

    private static string Keys(params string[] keys) =>
        new System.Text.Json.Nodes.JsonObject(keys.Select(key => KeyValuePair.Create(key, (System.Text.Json.Nodes.JsonNode?)LookupSecrets.Entry(key, "Context")))).ToJsonString();
}
