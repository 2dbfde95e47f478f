using System.Diagnostics;
using CrmEnrichment.PeerTests.ScreenPop;
using CrmEnrichment.Tests;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>The show in a browser: its beginning, since all of it takes a minute or more.</summary>
[Collection(Chromium.Collection)]
public sealed class WatchedShowTests(Chromium chromium)
{
    [Fact]
    public async Task The_show_begins_when_it_is_watched_and_nobody_can_interfere()
    {
        await using var tab = await chromium.OpenAsync(width: 1280);
        var start = Interruptible.Description(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "CrmEnrichment.Local.exe" : "CrmEnrichment.Local"), "--watch");
        start.RedirectStandardOutput = true;
        start.Environment["CRM_ENRICHMENT_CONSOLE"] = ToolProcess.Program;
        using var show = Process.Start(start)!;
        try
        {
            var lines = new List<string>();
            while (!lines.Exists(line => line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)))
            {
                lines.Add((await show.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull());
            }

            lines.ShouldNotContain(line => line.Contains("CrmEnrichment on this machine", StringComparison.Ordinal));
            await tab.Page.GotoAsync(lines[^1]);

            await Assertions.Expect(tab.Page.Locator(".calls h3").First).ToBeVisibleAsync();
            await Assertions.Expect(tab.Page.Locator(".calls .check").First).ToContainTextAsync("ok");
            await Assertions.Expect(tab.Page.Locator(".calls details").First).ToContainTextAsync("EnrichInteraction");
            (await tab.Page.Locator("main form button").CountAsync()).ShouldBe(0);
            (await tab.Page.RunAxe()).Violations.Select(violation => violation.Id).ShouldBeEmpty();
            var rest = show.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await show.InterruptAsync();
            await show.WaitForExitAsync(TestContext.Current.CancellationToken);
            (await rest).ShouldContain("CrmEnrichment on this machine");
        }
        finally
        {
            if (!show.HasExited)
            {
                show.Kill(entireProcessTree: true);
            }
        }

        tab.Errors.Where(error => !error.Contains("ERR_CONNECTION", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
