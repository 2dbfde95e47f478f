using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>A secret in a path, and its rotation.</summary>
public sealed class SharedSecretTests
{
    private const string Id = "vicidial/call-urls";
    private const string Old = "k7Qm2xVb9TzR4wLc8NpD3sHf", New = "w3Rt6yUi1oPa5sDf7gHj0kLz";

    private readonly ManualTime _time = new();
    private readonly CapturedLog<SharedSecretTests> _log = new();
    private readonly KnownSecrets _secrets = new() { [Id] = $$"""{"secret":"{{Old}}"}""" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Old, true)]
    [InlineData("k7Qm2xVb9TzR4wLc8NpD3sHg", false)]
    [InlineData("k7Qm2xVb9TzR4wLc8NpD3sHff", false)]
    [InlineData("", false)]
    public async Task Only_the_whole_secret_holds(string shown, bool holds) => (await Open().HoldsAsync(shown, Cancel)).ShouldBe(holds);

    [Fact]
    public async Task While_callers_change_over_both_values_hold_and_later_only_the_new_one()
    {
        var secret = Open();
        (await secret.HoldsAsync(New, Cancel)).ShouldBeFalse();

        _secrets[Id] = $$"""{"secret":"{{New}}","previous":"{{Old}}"}""";
        _time.Advance(TimeSpan.FromMinutes(1));
        (await secret.HoldsAsync(New, Cancel)).ShouldBeTrue();
        (await secret.HoldsAsync(Old, Cancel)).ShouldBeTrue();

        _secrets[Id] = $$"""{"secret":"{{New}}"}""";
        _time.Advance(TimeSpan.FromMinutes(5));
        (await secret.HoldsAsync(Old, Cancel)).ShouldBeFalse();
        (await secret.HoldsAsync(New, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Guesses_do_not_make_us_read_the_secret_again_each_time()
    {
        var secret = Open();
        for (var i = 0; i < 50; i++)
        {
            await secret.HoldsAsync($"a-guess-of-more-than-24-characters-{i}", Cancel);
        }

        _secrets.ReadsOfTheStore.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"secret":"short"}""", "member 'secret' of the wrong length")]
    [InlineData("""{"secret":"k7Qm2xVb9TzR4wLc8NpD3sHf","previous":"short"}""", "member 'previous' of the wrong length")]
    [InlineData("""{"key":"k7Qm2xVb9TzR4wLc8NpD3sHf"}""", "no text in its member 'secret'")]
    [InlineData("k7Qm2xVb9TzR4wLc8NpD3sHf", "is not JSON")]
    public async Task What_could_be_guessed_or_is_no_secret_is_said_without_its_value(string text, string problem)
    {
        _secrets[Id] = text;

        var failure = await Should.ThrowAsync<UpstreamException>(() => Open().ConnectAsync(Cancel));

        failure.Message.ShouldContain(problem);
        failure.Message.ShouldContain(Id);
        failure.Message.ShouldNotContain(Old);
    }

    private SharedSecret Open() => new("VicidialCalls", Id, _secrets, _time, _log);
}
