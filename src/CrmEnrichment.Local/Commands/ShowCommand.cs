using CrmEnrichment.Local.Live;
using CrmEnrichment.Local.Show;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Local.Vicidial;
using Spectre.Console;

namespace CrmEnrichment.Local.Commands;

/// <summary>Without a command: the whole show.</summary>
internal static class ShowCommand
{
    /// <summary>
    /// Nobody watches a retry for three minutes, so retries come sooner. All other limits are wide: the show is about what happens,
    /// and must come out the same on a machine that is twenty times slower for the moment.
    /// </summary>
    private static readonly EmbeddedCloudOptions s_options = new()
    {
        RetryDelays = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600)],
        Timeout = TimeSpan.FromMinutes(2),
        Environment = new Dictionary<string, string>([EmbeddedCloud.ForgetsAtOnce], StringComparer.Ordinal)
        {
            ["Customers__DeadlineMs"] = "60000",
            // Nor does anybody watch a letter for the minute until its first try by the schedule.
            ["Healing__FirstPause"] = "00:00:00",
            ["Health__DeadlineMs"] = "60000",
            ["Http__AttemptTimeoutMs"] = "60000",
            ["Http__ConnectTimeoutMs"] = "60000",
            ["Http__CredentialsBudgetMs"] = "60000",
            ["Lookup__BudgetMs"] = "5000",
        },
        Journal = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Nobody watches an entry for the minutes in which its wrap-up may come.
            ["WriteAfter"] = "00:00:01",
            ["WaitForWrapUp"] = "00:00:01",
            ["FollowUps__0__Name"] = "payment",
            ["FollowUps__0__Outcomes__0"] = "Payment promised",
            ["FollowUps__0__Title"] = "Check the payment",
            ["Reconcile__After"] = "00:00:00",
        },
        // The time zone of the pretend VICIdial.
        Vicidial = new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeZone"] = "Etc/GMT+5", ["Reconcile__After"] = "00:00:00" },
        VicidialApi = new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeoutMs"] = "30000" },
        Calls = new Dictionary<string, string>(StringComparer.Ordinal),
        Leads = new Dictionary<string, string>(StringComparer.Ordinal) { ["DefaultList"] = VicidialAccount.List },
        Mail = new Dictionary<string, string>(StringComparer.Ordinal) { ["Mailboxes__0__TimeoutMs"] = "60000" },
        Changes = new Dictionary<string, string>(StringComparer.Ordinal) { ["Senders__0__Source"] = "crm", ["Senders__0__SecretId"] = ChangeSecrets.Id },
        SourceSettings = new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeoutMs"] = "3000", ["DeadlineMs"] = "60000" },
    };

    /// <param name="isWatched">In a browser, too: it begins when that is open, and what it did stays to be looked at.</param>
    public static async Task<int> RunAsync(bool isWatched, TimeProvider time, CancellationToken ct)
    {
        await using var cloud = await EmbeddedCloud.StartAsync(s_options, time);
        if (!isWatched)
        {
            return await PlayAsync(cloud, watched: null, time, ct);
        }

        await using var view = await LiveView.StartAsync(cloud, port: 0, time);
        try
        {
            // Whoever watches must not change what happens.
            Console.WriteLine($"Open this address to watch; the show begins then. It works once, in one browser:\n{await view.OpenConsoleAsync(["--read-only"], ct)}");
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"There is no console to watch the show in. {e.Message}");
            return 2;
        }

        await view.Looked.WaitAsync(ct);
        var code = await PlayAsync(cloud, view.Calls, time, ct);
        Console.WriteLine("Ctrl+C ends.");
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return code;
    }

    private static async Task<int> PlayAsync(EmbeddedCloud cloud, LiveCalls? watched, TimeProvider time, CancellationToken ct)
    {
        var teller = Storyteller.OnConsole(title => watched?.Say(title));
        teller.Note("CrmEnrichment on this machine: the functions are the real ones, the cloud around them is simulated.");
        teller.Note("Lambda waits one and two minutes before it retries; here it waits 0.3 and 0.6 seconds.");
        var stage = new Stage(cloud);
        var checks = new List<Check>();
        foreach (var scene in Programme.Of(time.GetUtcNow()))
        {
            await foreach (var check in scene.PlayAsync(stage, teller, ct))
            {
                checks.Add(check);
                watched?.Say($"{check.What}: {check.Actual}{(check.Holds ? "" : $", expected {check.Expected}")}", check.Holds);
            }
        }

        checks.Add(new Check("letters left: the two invalid events", "2", cloud.DeadLetters.Bodies.Count.ToString()));
        checks.Add(new Check("requests that no system knows", "0", cloud.UnexpectedRequests.Count.ToString()));
        teller.Title("as expected?");
        teller.Write(TableOf(checks));
        foreach (var check in checks.Where(check => !check.Holds))
        {
            teller.Explain(check.What, check.Expected, check.Actual, check.Cause);
        }

        var failed = checks.Count(c => !c.Holds);
        teller.Conclude(failed == 0 ? $"All {checks.Count} as expected." : $"{failed} of {checks.Count} not as expected.", isGood: failed == 0);
        return failed == 0 ? 0 : 1;
    }

    private static Table TableOf(IEnumerable<Check> checks)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("", "case", "result");
        foreach (var check in checks)
        {
            table.AddRow(
                check.Holds ? "[green]ok[/]" : "[red]NO[/]", Markup.Escape(check.What),
                check.Holds ? Markup.Escape(check.Actual) : $"[red]{Markup.Escape(check.Actual)}[/], expected {Markup.Escape(check.Expected)}");
        }

        return table;
    }
}
