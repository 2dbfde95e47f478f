using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>A replay is the function, so it has the function's settings.</summary>
public sealed class SettingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_that_the_functions_are_built_with_lies_beside_the_tool() =>
        (await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(ToolProcess.Program)!, "appsettings.json"), Ct))
            .ShouldBe(Repository.Read("src/CrmEnrichment.Functions/appsettings.json"));

    [Fact]
    public async Task What_it_says_counts_in_a_replay()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(503));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Unavailable");
        contact.Cloud.Genesys.Faults.Clear();
        using var tool = new Tool(contact);
        var copy = tool.Folder.CreateSubdirectory("tool");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(ToolProcess.Program)!))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(copy.FullName, "appsettings.json"), """{"Crm": {"Sources": {"0": {"Fields": {"account": "crmAccountId"}}}}}""", Ct);
        tool.Program = Path.Combine(copy.FullName, Path.GetFileName(ToolProcess.Program));

        (await tool.AskAsync("replay")).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":1}""");

        contact.Attributes.GetProperty("crm.account").GetString().ShouldBe("ACCT-99281");
    }
}
