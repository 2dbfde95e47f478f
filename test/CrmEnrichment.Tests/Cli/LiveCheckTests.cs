using System.Text.Json;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>check --live: the probes of CheckHealth, from the engineer's machine.</summary>
public sealed class LiveCheckTests
{
    [Fact]
    public async Task Without_it_nobody_is_asked_and_with_it_everybody()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = Beside(contact);
        var secrets = contact.Cloud.AwsRequests.All.Count;

        await tool.AskAsync(0);

        contact.NobodyWasAsked();
        contact.Cloud.AwsRequests.All.Count.ShouldBe(secrets);

        var answer = await tool.AskAsync(0, "--live");

        Components(answer).ShouldBe([("crm", "Healthy"), ("Genesys", "Healthy"), ("DeadLetters", "Healthy"), ("State", "Healthy")]);
        contact.Cloud.Crm.Requests.All.ShouldNotBeEmpty();
        contact.Cloud.Genesys.Requests.All.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_not_well_is_said_with_its_remedy()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.ApiKey = "another";
        using var tool = Beside(contact);

        var (code, output, error) = await tool.RunAsync("--live");

        code.ShouldBe(1, error);
        output.ShouldMatch(@"(?m)^crm          Unhealthy after [0-9]+ ms$");
        output.ShouldMatch(@"(?m)^Genesys      Healthy after [0-9]+ ms$");
        output.ShouldContain("\ncrm: GET was answered with 401");
        output.ShouldContain("    Reason AuthFailure.");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        error.ShouldBeEmpty();
        (output + error).ShouldNotContain("local-crm-key");
    }

    [Fact]
    public async Task With_settings_that_do_not_suffice_nobody_is_asked()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = Beside(contact);
        tool.Environment["Crm__Sources__0__Url"] = "";

        var (code, output, _) = await tool.RunAsync("--live");

        code.ShouldBe(1);
        output.ShouldContain("Nothing was probed: CheckHealth would not start with these settings.");
        contact.NobodyWasAsked();
    }

    private static CheckTool Beside(Contact contact)
    {
        var tool = new CheckTool();
        foreach (var (name, value) in contact.Cloud.CheckHealth.Definition.Environment)
        {
            tool.Environment[name] = value;
        }

        return tool;
    }

    private static IEnumerable<(string?, string?)> Components(JsonElement answer) =>
        answer.GetProperty("components").EnumerateArray().Select(component => (component.GetProperty("name").GetString(), component.GetProperty("status").GetString()));
}
