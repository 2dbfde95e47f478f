using System.Text;
using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>Names of a closed set are exactly those: no numbers, and no lists, which would add up to a third value.</summary>
public sealed class ClosedSetTests
{
    [Theory]
    [InlineData("--reason", "CrmUnavailable,AuthFailure")]
    [InlineData("--reason", "3")]
    [InlineData("--reason", "CrmUnavailable", "AuthFailure,Forbidden")]
    [InlineData("--standing", "NotYet,Permanent")]
    [InlineData("--standing", "2")]
    public async Task What_is_no_name_is_refused_and_no_letter_is_touched(params string[] filter)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact, FailureReason.Forbidden);

        var (code, output, error) = await tool.RunAsync(["purge", .. filter, "--yes-delete", "1"]);

        code.ShouldBe(2, output + error);
        error.ShouldContain(filter[0] is "--reason" ? "Throttled" : "RetryableNow");
        contact.Letters.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"filter":{"reasons":["CrmUnavailable,AuthFailure"]},"includePermanent":true}""")]
    [InlineData("""{"filter":{"reasons":[3]},"includePermanent":true}""")]
    [InlineData("""{"filter":{"reasons":["3"]},"includePermanent":true}""")]
    [InlineData("""{"filter":{"standing":2},"includePermanent":true}""")]
    [InlineData("""{"filter":{"standing":"NotYet,Permanent"},"includePermanent":true}""")]
    public async Task A_request_for_a_replay_is_refused_with_the_names(string request)
    {
        await using var contact = await Contact.StartAsync();
        Envelopes.Send(contact, FailureReason.Forbidden);

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeFalse(result.Text);
        contact.NobodyWasAsked();
        contact.Letters.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("forbidden")]
    [InlineData("FORBIDDEN")]
    public async Task Capitals_do_not_matter(string reason)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact, FailureReason.Forbidden);

        (await tool.ListAsync("--reason", reason)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Sql,HubSpot")]
    [InlineData("1")]
    [InlineData("+1")]
    public async Task A_setting_is_refused_with_its_key_and_the_names(string kind)
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__Kind", kind));

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.Succeeded.ShouldBeFalse();
        JsonElement.Parse(result.Text).GetProperty("errorMessage").GetString()!.ShouldContain($"Crm__Sources__0__Kind is '{kind}': choose one of ");
    }
}
