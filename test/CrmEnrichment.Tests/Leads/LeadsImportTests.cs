using System.Diagnostics;
using System.Text;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Leads;

/// <summary>crm-enrich leads import as a process, with the settings of the function InjectLead, against the pretend VICIdial.</summary>
public sealed class LeadsImportTests : IAsyncLifetime
{
    private const int OneSecond = 1_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-");
    private LeadRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await LeadRoom.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_row_is_in_the_report_with_what_became_of_it_and_no_cell_is_a_formula()
    {
        // As a spreadsheet writes it: with a mark and semicolons.
        var file = Write("leads.csv", "\uFEFFVendor Lead Code;phone_number;phone_code;First Name;list_id;Shoe size\r\n"
            + "ROW-1;7275551501;1;Maria;;38\r\n"
            + "ROW-2;7275551001;1;Ana;102;\r\n"
            + "ROW-3;7275550099;1;;;\r\n"
            + "ROW-4;911;;;;\r\n"
            + "ROW-5;7275551505;1;too;few\r\n"
            + "=cmd|' /C calc'!A0;7275551506;1;\"a \"\"quoted\"\" name; with it\";;\r\n"
            + "6f9619ff-8b86-d011-b42d-00cf4fc964ee;+49 30 901822;;;;\r\n"
            + "ROW-8;7275551508;1;;77777;\r\n");

        var (code, output, error) = await RunAsync("leads.csv");

        code.ShouldBe(1, output + error);
        output.ReplaceLineEndings(" ").ShouldContain("3 Injected");
        error.ShouldContain("Columns that are not used: Shoe size.");
        (output + error).Split('\n').ShouldAllBe(line => line.Length <= 80);
        _room.LeadsOf("ROW-1").ShouldHaveSingleItem()["first_name"].ShouldBe("Maria");
        _room.Vicidial.Leads.Single(lead => lead["source_id"].StartsWith("6f9619ff-8b86-d011-b42d-00cf4fc964ee", StringComparison.Ordinal))["phone_code"].ShouldBe("49");
        var report = Report("leads.csv");
        report.Length.ShouldBe(9);
        report[1].ShouldBe("1,ROW-1,Injected,");
        report[2].ShouldBe("2,ROW-2,DuplicateLead,");
        report[3].ShouldBe("3,ROW-3,OnDncList,");
        report[4].ShouldStartWith("4,,Invalid,\"phone: Give phone as a number");
        report[5].ShouldStartWith("5,,Invalid,Line 6 has more or fewer columns");
        report[6].ShouldContain("'=cmd|");
        report[6].ShouldNotContain(",=cmd");
        report[8].ShouldStartWith("8,ROW-8,Rejected,");
        File.Exists($"{file}.progress").ShouldBeFalse("the import came to its end");
        File.ReadAllText(Path.Combine(_folder.FullName, "crm-enrich-audit.jsonl")).ShouldContain("\"command\":\"leads import\"");
    }

    [Fact]
    public async Task A_dry_run_checks_every_row_and_sends_nothing()
    {
        Write("dry.csv", "id,phone\nDRY-1,+17275551511\nDRY-2,1\n");

        var (code, output, error) = await RunAsync("dry.csv", "--dry-run");

        code.ShouldBe(1, output + error);
        output.ReplaceLineEndings(" ").ShouldContain("Nothing was sent.");
        Report("dry.csv").Length.ShouldBe(3);
        _room.Vicidial.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_where_it_ended_and_adds_nobody_twice()
    {
        Write("killed.csv", "id,phone\nKILL-1,+17275551521\nKILL-2,+17275551522\nKILL-3,+17275551523\n");
        _room.Vicidial.Faults.Next(
            request => request.Body.Contains("phone_number=7275551522", StringComparison.Ordinal), Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct)));
        using (var tool = Start("killed.csv"))
        {
            await _room.Vicidial.Requests.ArrivalOfAsync(request => request.Body.Contains("phone_number=7275551522", StringComparison.Ordinal), Ct);
            tool.Kill(entireProcessTree: true);
            await tool.WaitForExitAsync(Ct);
        }

        var (refused, _, why) = await RunAsync("killed.csv");
        (refused, why.ReplaceLineEndings(" ").Contains("--resume", StringComparison.Ordinal)).ShouldBe((2, true), why);
        var (code, output, error) = await RunAsync("killed.csv", "--resume");

        code.ShouldBe(0, output + error);
        output.ReplaceLineEndings(" ").ShouldContain("3 Injected of 3 rows");
        new[] { "KILL-1", "KILL-2", "KILL-3" }.ShouldAllBe(id => _room.LeadsOf(id).Count == 1);
        _room.Added("7275551521").Count.ShouldBe(1, "a row that was done is not sent again");
        Report("killed.csv").Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_dialler_that_refuses_the_login_ends_the_import_which_can_go_on()
    {
        Write("login.csv", "id,phone\nLOGIN-1,+17275551531\nLOGIN-2,+17275551532\n");
        VicidialAccount.SetLogin(_room.Cloud.Secrets, VicidialAccount.User, "wrong");

        var (code, output, error) = await RunAsync("login.csv");

        (code, _room.Vicidial.RefusedLogins).ShouldBe((3, 1), output + error);
        output.ReplaceLineEndings(" ").ShouldContain("2 not done. Go on with --resume.");

        VicidialAccount.SetLogin(_room.Cloud.Secrets, VicidialAccount.User, VicidialAccount.Password);
        (await RunAsync("login.csv", "--resume")).Code.ShouldBe(0);
        _room.LeadsOf("LOGIN-2").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_no_list_of_leads_is_a_sentence_and_sends_nothing()
    {
        Write("nophone.csv", "id,name\n1,a\n");
        Write("empty.csv", "");
        Write("twice.csv", "id,phone,phone_number\n1,+17275551541,+17275551541\n");
        Write("large.csv", $"id,phone,comments\nA,+17275551541,x\nB,+17275551542,\"{new string('x', 10_000_000)}\"\n");
        Write("open.csv", $"id,phone,comments\nA,+17275551541,\"never closed\n{string.Concat(Enumerable.Repeat("B,+17275551542,x\n", OneSecond))}");
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "latin.csv"), Encoding.Latin1.GetBytes("id,phone,last_name\nA,+17275551541,Núñez\n"), Ct);

        foreach (var (file, sentence) in new[]
        {
            ("nophone.csv", "has no column phone"), ("empty.csv", "is empty"), ("twice.csv", "several columns for phone"), ("large.csv", "more than 4096 characters"), ("open.csv", "more than 4096 characters"), ("latin.csv", "not UTF-8"),
            ("nowhere.csv", "cannot be read"),
        })
        {
            var (code, output, error) = await RunAsync(file);
            (code, output).ShouldBe((2, ""), file + error);
            error.ReplaceLineEndings(" ").ShouldContain(sentence, Case.Sensitive, file);
        }

        (await RunAsync("nophone.csv", "--list", "abc")).Code.ShouldBe(2);
        _room.Vicidial.Requests.All.ShouldBeEmpty();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private string[] Report(string name) => File.ReadAllText(Path.Combine(_folder.FullName, $"{name}.report.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Process Start(params string[] arguments) =>
        ToolProcess.StartCommand(ToolProcess.Program, _folder, [.. _room.Cloud.InjectLead.Definition.Environment, new("COLUMNS", "80")], ["leads", "import", .. arguments]);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ToolProcess.EndAsync(Start(arguments));
}
