using CrmEnrichment.Configuration;
using CrmEnrichment.Tests.Deployment;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>The table in docs/configuration.md of who reads what, against what each function's features read.</summary>
public static class FunctionSectionTests
{
    private static readonly Page s_page = Page.Read("docs/configuration.md");

    private static readonly string[] s_head = s_page.Rows.Single(row => row[0] is "section" && row.Length > 3);

    private static readonly Dictionary<string, string[]> s_rows = s_page.Rows
        .SkipWhile(row => row != s_head && !row.SequenceEqual(s_head)).Skip(1).TakeWhile(row => row.Length == s_head.Length)
        .ToDictionary(row => Page.CodeIn(row[0]).Single(), row => row);

    /// <summary>Of every section something, so that whoever can read it does.</summary>
    private static readonly Dictionary<string, string?> s_everything = new(StringComparer.Ordinal)
    {
        ["Genesys:SecretId"] = "genesys",
        ["Twilio:SecretId"] = "twilio",
        ["Twilio:WorkspaceSid"] = "WS00000000000000000000000000000001",
        ["Twilio:PublicUrl"] = "https://events.example.com",
        ["Vicidial:SecretId"] = "vicidial",
        ["Vicidial:QueueUrl"] = "https://sqs.example.com/1/calls.fifo",
        ["Dispositions:CallbackAfter"] = "1.00:00:00",
        ["Crm:Sources:0:Name"] = "crm",
        ["Crm:Sources:0:Url"] = "https://crm.example.com",
        ["Crm:Sources:0:SecretId"] = "crm",
        ["Customers:DefaultRegion"] = "US",
        ["DeadLetters:QueueUrl"] = "https://sqs.example.com/1/dead-letters",
        ["Healing:MaxAge"] = "00:30:00",
        ["State:Table"] = "state",
        ["Lookup:KeysSecretId"] = "keys",
        ["ScreenPop:KeysSecretId"] = "keys",
        ["Http:MaxRetries"] = "3",
        ["Health:DeadlineMs"] = "5000",
        ["Logging:Level"] = "Information",
        ["Journal:QueueUrl"] = "https://sqs.example.com/1/journal",
        ["Journal:Crms:0"] = "crm",
        ["Changes:Senders:0:Source"] = "crm",
        ["Changes:Senders:0:SecretId"] = "changes",
        ["VicidialApi:Url"] = "https://dialer.example.com",
        ["VicidialApi:SecretId"] = "vicidial-api",
        ["Calls:KeysSecretId"] = "calls-keys",
        ["Mail:Mailboxes:0:Name"] = "desk",
        ["Mail:Mailboxes:0:Host"] = "imap.example.com",
        ["Mail:Mailboxes:0:SecretId"] = "mailbox",
        ["Leads:QueueUrl"] = "https://sqs.example.com/1/leads",
        ["Leads:KeysSecretId"] = "leads-keys",
    };

    public static TheoryData<string, string> Cells =>
        [.. from function in s_head.Skip(1) from section in s_rows.Keys select new TheoryDataRow<string, string>(Page.CodeIn(function).Single(), section)];

    [Fact]
    public static void The_table_has_every_function_and_every_section()
    {
        s_head.Skip(1).SelectMany(Page.CodeIn).ShouldBe(Template.Shipped.Functions.Keys, ignoreOrder: true);
        s_rows.Keys.ShouldBe(s_everything.Keys.Select(key => key.Split(':')[0]).Distinct(), ignoreOrder: true);
        s_rows.Keys.ShouldBe(FunctionFeatures.Sections, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Cells))]
    public static void A_function_reads_and_needs_what_the_table_says(string function, string section)
    {
        var said = s_rows[section][Array.FindIndex(s_head, cell => cell == $"`{function}`")];

        // A journal asks for more of what other functions read: first what holds without one, of a function that can be without.
        string[] none = section is "Journal" || FunctionFeatures.SectionOf(function) is "Journal" ? [] : ["Journal"];
        var without = (Read(function, section, none), section is "Genesys" or "Twilio" or "Vicidial" or "Dispositions" or "Journal" or "Leads" or "Mail" ? null : Read(function, section, [.. none, "Genesys", "Twilio", "Vicidial", "Dispositions", "Leads", "Mail"])) switch
        {
            (Reading.Not, _) => "no",
            (_, Reading.Not) => "with a platform",
            (Reading.Required, Reading.Optional) => "required with a platform",
            (Reading.Required, _) => "required",
            _ => "optional",
        };
        said.ShouldBe(without is "optional" && Read(function, section) is Reading.Required ? "required with `Journal`" : without);
    }

    private enum Reading
    {
        Not,
        Optional,
        Required,
    }

    /// <summary>How a function reads a section, in a deployment that has everything, or everything but some sections.</summary>
    private static Reading? Read(string function, string section, params string[] left)
    {
        try
        {
            FunctionSections.Read(function, Without([section, .. left]));
        }
        catch (InvalidConfigurationException e) when (e.Problems.All(problem => problem.StartsWith($"{section}__", StringComparison.Ordinal)))
        {
            return Reading.Required;
        }
        catch (InvalidConfigurationException) when (left.Contains("Genesys"))
        {
            // Without what it needs anyhow it does not start, whatever else is set.
            return Reading.Required;
        }

        return FunctionSections.Read(function, Without(left)).Names.Contains(section) ? Reading.Optional : Reading.Not;
    }

    private static IConfiguration Without(params string[] sections) => new ConfigurationBuilder()
        .AddInMemoryCollection(s_everything.Where(setting => !sections.Contains(setting.Key.Split(':')[0]))).Build();
}
