using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>What is wrong with settings, before a call finds out: out of the environment and out of files.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly CheckTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Complete_settings_are_said_to_be_so()
    {
        var (code, output, error) = await _tool.RunAsync("--environment", _tool.File(".env", CheckTool.Complete));

        code.ShouldBe(0, error);
        output.ShouldBe("""
            EnrichInteraction  would start
            LookupCustomer     not configured: nothing of the section Lookup is set
            ReplayDeadLetters  would start
            CheckHealth        would start
            LogInteraction     not configured: nothing of the section Journal is set
            WriteJournalEntry  not configured: nothing of the section Journal is set
            ReconcileJournal   not configured: nothing of the section Journal is set
            CrmChanged         not configured: nothing of the section Changes is set
            PollCrmChanges     not configured: nothing of the section Changes is set
            TwilioEvents       not configured: nothing of the section Twilio is set
            VicidialCalls      not configured: nothing of the section Vicidial is set
            SyncDisposition    not configured: nothing of the section Vicidial is set
            ScreenPop          not configured: nothing of the section ScreenPop is set
            ClickToCall        not configured: nothing of the section Calls is set
            ReconcileVicidial  not configured: nothing of the section Vicidial or
                               VicidialApi is set
            ReceiveLeads       not configured: nothing of the section Leads is set
            InjectLead         not configured: nothing of the section Leads or VicidialApi
                               is set
            UpdateTickets      not configured: nothing of the section Mail is set

            The settings are complete. With --live the systems behind them are asked, too.

            """);
    }

    [Fact]
    public async Task The_environment_of_the_process_is_what_counts_by_itself()
    {
        foreach (var line in CheckTool.Complete.Split('\n').Where(line => line.Contains("__", StringComparison.Ordinal)))
        {
            var (name, value) = (line.Split('=')[0].Replace("export ", "", StringComparison.Ordinal), line.Split('=')[1].Trim('\'', '"'));
            _tool.Environment[name] = value;
        }

        CheckTool.Functions(await _tool.AskAsync(0)).ShouldContain(("EnrichInteraction", "Starts"));

        _tool.Environment["Crm__Sources__0__Url"] = "crm.example.com";

        CheckTool.Problems(await _tool.AskAsync(1)).ShouldBe(["Crm__Sources__0__Url is not an http(s) address, or contains a user name: set the CRM's https base address."]);
    }

    [Fact]
    public async Task All_problems_come_at_once_each_with_what_it_stops()
    {
        var file = _tool.File(".env", $"{CheckTool.Complete}\nGenesys__Regoin=mypurecloud.ie\nCrm__Sources__0__Knd=Rest\nCustomers__DeadlineMs=5 s\nLookup__RequestsPerMinute=10");

        var (code, output, _) = await _tool.RunAsync("--environment", file);

        code.ShouldBe(1);
        output.ShouldContain("""
            Genesys__Regoin is not a setting (did you mean Region?): use one of ApiUrl,
            AttributePrefix, Attributes, InteractionLink, LoginUrl, MaxEventAge, Region,
            SecretId, Topics.
                Stops EnrichInteraction, ReplayDeadLetters, CheckHealth.
            """);
        output.ShouldContain("Crm__Sources__0__Knd is not a setting (did you mean Kind?): use one of\n");
        output.ShouldContain("""
            Customers__DeadlineMs is '5 s': set a whole number from 100 to 60000.
                Stops EnrichInteraction, LookupCustomer, ReplayDeadLetters, CheckHealth.
            """);
        output.ShouldContain("Lookup__KeysSecretId");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    /// <summary>No function reads them, so no function can refuse them.</summary>
    [Theory]
    [InlineData("Custommers__Cache__Enabled=false", "Custommers__Cache is read by no function: did you mean Customers__Cache?")]
    [InlineData("DeadLetter__QueueUrl=x", "DeadLetter__QueueUrl is read by no function: did you mean DeadLetters__QueueUrl?")]
    [InlineData("State_Table=x", "State_Table is read by no function: write two underscores between the levels, State__Table.")]
    [InlineData("Customers__Cachee__Enabled=false", "Customers__Cachee is not a setting (did you mean Cache?): use one of")]
    public async Task A_name_that_was_misspelt_is_found_and_the_right_one_said(string line, string problem) =>
        CheckTool.Problems(await _tool.AskAsync(1, "--environment", _tool.File(".env", $"{CheckTool.Complete}\n{line}"))).ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData("HTTP_PROXY=http://proxy.example.com")]
    [InlineData("PATH=/usr/bin")]
    [InlineData("AWS__Region=eu-west-1")]
    [InlineData("DOTNET_gcServer=1")]
    public async Task Variables_of_other_programs_are_left_alone(string line) =>
        CheckTool.Problems(await _tool.AskAsync(0, "--environment", _tool.File(".env", $"{CheckTool.Complete}\n{line}"))).ShouldBeEmpty();

    [Fact]
    public async Task What_may_be_a_secret_or_a_number_in_a_value_is_not_shown()
    {
        var file = _tool.File(".env", $$"""
            {{CheckTool.Complete}}
            Customers__DeadlineMs=+1 317 555 0142
            Customers__WaitFor=sk_live_51Habcdefghijklmnop
            Genesys__ApiUrl=https://admin:sesame@genesys.example.com
            Health__DeadlineMs=dana@example.com
            """);

        var (_, output, error) = await _tool.RunAsync("--environment", file);

        foreach (var value in new[] { "5550142", "555 0142", "sk_live", "sesame", "dana@" })
        {
            (output + error).ShouldNotContain(value);
        }

        output.ShouldContain("Customers__DeadlineMs is '[number]': set a whole number from 100 to 60000.");
        output.ShouldContain("Genesys__ApiUrl is not an http(s) address, or contains a user name");
    }

    [Fact]
    public async Task Escape_sequences_in_names_and_values_stay_text()
    {
        var (_, output, error) = await _tool.RunAsync("--environment", _tool.File(".env", $"{CheckTool.Complete}\nCustomers__WaitFor=\u001b[2J\nGenesys__\u001b]0;x=1"));

        (output + error).ShouldNotContain("\u001b");
        output.ShouldContain("\\u001b[2J");
    }

    [Fact]
    public async Task A_settings_file_takes_the_place_of_the_functions_own_and_variables_override_it()
    {
        var settings = _tool.File("appsettings.json", """{"Crm": {"Sources": {"0": {"Kind": "HubSpot"}}}, "Custommers": {"DefaultRegion": "DE"}}""");

        var problems = CheckTool.Problems(await _tool.AskAsync(1, "--settings", settings, "--environment", _tool.File(".env", CheckTool.Complete))).ToList();

        problems.ShouldBe(
        [
            "Crm__Sources__0__Url is not an address of HubSpot, and its token would be sent there: remove it.",
            "Custommers__DefaultRegion is read by no function: did you mean Customers__DefaultRegion?",
        ]);
    }

    [Fact]
    public async Task The_variables_for_sam_local_are_settings_that_every_function_starts_with() =>
        CheckTool.Functions(await _tool.AskAsync(0, "--environment", Path.Combine(Repository.Root, "events/env.json"))).ShouldBe(
            FunctionFeatures.Names.Select(name => ((string?)name, (string?)"Starts")), ignoreOrder: true);

    [Fact]
    public async Task A_deployment_that_would_do_nothing_is_refused_as_the_template_refuses_it() =>
        CheckTool.Problems(await _tool.AskAsync(1, "--environment", _tool.File(".env", CheckTool.Complete.Replace("Genesys__SecretId", "Other__SecretId", StringComparison.Ordinal))))
            .ShouldHaveSingleItem().ShouldStartWith("Neither Genesys nor Lookup is set");

    [Theory]
    [InlineData("", "settings.json is no JSON (line 1)")]
    [InlineData("{\n  \"Crm\": sesame}", "settings.json is no JSON (line 2)")]
    [InlineData("[\"sesame\"]", "settings.json is no settings file")]
    [InlineData("""{"Crm": "sesame", "crm": "sesame"}""", "settings.json is no settings file")]
    public async Task A_settings_file_that_cannot_be_read_is_a_sentence(string text, string sentence) =>
        await RefusedAsync(sentence, "--settings", _tool.File("settings.json", text));

    [Theory]
    [InlineData("A=1\nsesame", ".env, line 2, is not NAME=value")]
    [InlineData("=sesame", ".env, line 1, is not NAME=value")]
    [InlineData("{\"EnrichInteraction\": \"sesame\"}", ".env is not what sam local --env-vars takes (line 1)")]
    public async Task Variables_that_cannot_be_read_are_a_sentence(string text, string sentence) =>
        await RefusedAsync(sentence, "--environment", _tool.File(".env", text));

    [Fact]
    public async Task A_file_that_is_not_there_is_a_sentence() => await RefusedAsync("missing/nowhere.json cannot be read", "--settings", "missing/nowhere.json");

    [Fact]
    public async Task Two_places_at_once_are_refused() => await RefusedAsync("exclude one another", "--stack", "crm-enrichment", "--environment", _tool.File(".env", ""));

    private async Task RefusedAsync(string sentence, params string[] arguments)
    {
        var (code, output, error) = await _tool.RunAsync(arguments);

        code.ShouldBe(2, output + error);
        error.ShouldContain(sentence);
        (output + error).ShouldNotContain("sesame");
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, error);
    }
}
