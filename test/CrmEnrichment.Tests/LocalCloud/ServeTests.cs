using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>What serve tells others to set, and what it is told to take away.</summary>
public sealed class ServeTests : ServeRoom
{
    [Fact]
    public async Task A_system_is_taken_away_and_brought_back_by_hand()
    {
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);

        (await TellAsync("crm 503")).ShouldBe("crm: 503");
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);

        // The latest command for a system replaces earlier ones, and other systems keep theirs.
        (await TellAsync("crm 404")).ShouldBe("crm: 404");
        await TellAsync("genesys login 401");
        await SaysAsync("genesys login: 401");
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync("Genesys__LoginUrl", "/oauth/token")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("Genesys__ApiUrl", "/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);

        (await TellAsync("crm ok")).ShouldBe("genesys login: 401");
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);

        (await TellAsync("ok")).ShouldBe("All systems work.");
        (await AskAsync("Genesys__LoginUrl", "/oauth/token")).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task Genesys_says_how_long_it_will_not_listen()
    {
        (await TellAsync("genesys 429 600")).ShouldBe("genesys: 429 600");

        var answer = await AskAsync("Genesys__ApiUrl", "/api/v2/conversations/1");

        (answer.StatusCode, answer.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task The_cache_of_customers_is_emptied_by_hand()
    {
        (await InvokeAsync("01-")).ShouldContain("  Enriched ");
        await TellAsync("crm 503");
        (await InvokeAsync("02-")).ShouldContain("  Enriched ");

        (await TellAsync("forget")).ShouldBe("The cache of customers is empty.");

        (await InvokeAsync("07-")).ShouldContain("  CrmUnavailable ");
        (await ReadLineAsync()).ShouldBe("          crm: GET was answered with 503. All 4 attempts failed.");
    }

    [Fact]
    public async Task Each_invocation_is_a_line_that_fits_a_terminal_and_hides_the_number()
    {
        var line = await InvokeAsync("01-");

        line.ShouldMatch(@"^\d\d:\d\d:\d\d  EnrichInteraction  Enriched +\d+ ms  \+•+42 7d6c0001$");
        line.Length.ShouldBeLessThanOrEqualTo(80);
        (await InvokeAsync("15-")).ShouldContain("  Ignored ");
    }

    [Fact]
    public async Task What_an_event_says_does_not_command_the_terminal()
    {
        var line = await InvokeAsync("01-", text => text.Replace("+13175550142", "\\u001b[2J\\u202e\\u009b", StringComparison.Ordinal));

        line.ShouldNotContain(character => char.IsControl(character) || character == '\u202e');
        line.ShouldContain("\uFFFD[2J\uFFFD\uFFFD");
    }

    [Fact]
    public async Task A_mail_is_dropped_in_by_hand_and_becomes_a_comment_unless_the_server_is_away()
    {
        (await TellAsync("deliver nowhere.eml")).ShouldStartWith("The mail cannot be read: ");
        (await TellAsync($"deliver {Path.Combine(AppContext.BaseDirectory, "events", "mail", "answer.eml")}")).ShouldStartWith("The mail is in the mailbox");
        (await TellAsync("mail 503")).ShouldBe("mail: 503");
        (await InvokeAsync("update-tickets", function: "UpdateTickets")).ShouldContain("  Failed ");
        await TellAsync("mail ok");

        (await InvokeAsync("update-tickets", function: "UpdateTickets")).ShouldMatch(@"^\d\d:\d\d:\d\d  UpdateTickets      Complete +\d+ ms  1 TicketCommented$");
    }

    [Fact]
    public async Task The_functions_log_is_shown_when_asked_for()
    {
        (await TellAsync("logs")).ShouldBe("Nothing was logged.");
        await InvokeAsync("01-");

        // The log comes through a pipe, and may be a moment later than the answer.
        string line;
        do
        {
            line = await TellAsync("logs");
        }
        while (line is "Nothing was logged.");

        line.ShouldStartWith("EnrichInteraction  {");
        await Serve.StandardInput.WriteLineAsync("logs");
        await SaysAsync("Nothing was logged.");
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("half")]
    public async Task A_connection_breaks(string how)
    {
        await TellAsync($"crm {how}");

        await Should.ThrowAsync<HttpRequestException>(AskCrmAsync);
    }

    [Fact]
    public async Task A_system_that_hangs_does_not_answer()
    {
        await TellAsync("crm hang");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(Http.GetAsync(new Uri(new Uri(Variables["Crm__Sources__0__Url"]), "/customers/CUST-10042"), patience.Token));

        await TellAsync("crm ok");
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("sqs", "AmazonSQS.ListQueueTags")]
    [InlineData("dynamodb", "DynamoDB_20120810.ListBackups")]
    [InlineData("secrets", "secretsmanager.TagResource")]
    public async Task A_service_of_AWS_is_taken_away_without_the_others(string who, string operation)
    {
        await TellAsync($"{who} 503");

        using var call = new HttpRequestMessage(HttpMethod.Post, Variables["AWS_ENDPOINT_URL_SQS"]) { Headers = { { "X-Amz-Target", operation } } };
        (await Http.SendAsync(call, Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var other = new HttpRequestMessage(HttpMethod.Post, Variables["AWS_ENDPOINT_URL_SQS"]) { Headers = { { "X-Amz-Target", "Other.Operation" } } };
        (await Http.SendAsync(other, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Theory]
    [InlineData("help", "SYSTEM FAULT")]
    [InlineData("crm", "Unknown fault for crm. Known: 503")]
    [InlineData("crm 200", "Unknown fault for crm. Known: 503")]
    [InlineData("crm 503 soon", "Unknown fault for crm. Known: 503")]
    [InlineData("genesys login", "Unknown fault for genesys login. Known: 503")]
    [InlineData("quit now", "Unknown command \"quit\". Name a system (crm, genesys, genesys login, sqs, dynamodb, secrets, mail) and its fault, or type help.")]
    public async Task An_unknown_command_changes_nothing_and_the_known_ones_are_named(string line, string answer)
    {
        (await TellAsync(line)).ShouldStartWith(answer);

        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_CRM_of_another_kind_is_taken_away_by_its_name()
    {
        Serve.Kill();
        await StartAsync(console: null, "--every-kind");

        (await TellAsync("hubspot 503")).ShouldBe("hubspot: 503");

        (await AskAsync("Crm__Sources__1__Url", "/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("--address", "here", "--address is 'here': give an IP address")]
    [InlineData("--aws-port", "65536", "--aws-port is a number from 0 to 65535")]
    [InlineData("--environment", ".", "cannot be written: ")]
    [InlineData("--environment", "nowhere/env.sh", "which does not exist. Make that folder first.")]
    [InlineData("--address", "192.0.2.1", "192.0.2.1:4566 cannot be listened on")]
    [InlineData("--aws-port", "taken", "cannot be listened on: Address already in use. Another serve may be running.")]
    public async Task What_serve_cannot_do_it_says_in_a_sentence(string option, string value, string sentence)
    {
        var port = new Uri(Variables["AWS_ENDPOINT_URL_SQS"]).Port;
        using var second = Process.Start(new ProcessStartInfo(Program, ["serve", .. option is "--environment" ? FreePorts : [], option, value is "taken" ? $"{port}" : value])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder.FullName,
        })!;

        var output = second.StandardOutput.ReadToEndAsync(Cancel);
        var error = await second.StandardError.ReadToEndAsync(Cancel);
        await output;
        await second.WaitForExitAsync(Cancel);

        error.ShouldContain(sentence);
        error.ShouldNotContain("   at ");
        second.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task When_the_input_ends_serve_goes_on()
    {
        await TellAsync("crm 503");
        Serve.StandardInput.Close();

        (await AskCrmAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await EndAsync();
    }

    [Fact]
    public async Task What_it_writes_is_all_that_the_tool_needs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the file is for sh");
        var tool = new ProcessStartInfo("sh", ["-c", $". '{EnvironmentFile}' && exec '{ToolProcess.Program}' dlq replay --json"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Folder.FullName,
        };

        using var replay = Process.Start(tool)!;
        var report = JsonElement.Parse(await replay.StandardOutput.ReadToEndAsync(Cancel));

        report.GetProperty("selected").GetInt32().ShouldBe(0);
    }
}
