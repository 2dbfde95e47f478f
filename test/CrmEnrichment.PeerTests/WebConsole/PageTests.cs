using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PeerTests.ScreenPop;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>The console in a browser: what a person sees and does. With CONSOLE_PICTURES it paints the pictures of the docs into that folder.</summary>
[Collection(Chromium.Collection)]
public sealed class PageTests(Chromium chromium)
{
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("CONSOLE_PICTURES");

    [Fact]
    public async Task Every_view_is_accessible_and_fits_from_400_to_1600_pixels_light_and_dark()
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.SendOutage();
        var letter = room.Send(ago: TimeSpan.FromMinutes(2));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await chromium.OpenAsync(scheme, width: 1280, motion: ReducedMotion.Reduce);
            await tab.Page.GotoAsync(await room.OpenAsync());
            await Assertions.Expect(tab.Page.Locator(".tile strong").First).ToHaveTextAsync("55");
            var origin = new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority);
            foreach (var (name, path) in new[]
            {
                ("overview", "/"), ("letters", "/letters?reason=CrmUnavailable"), ("nothing", "/letters?message=nothing-has-this"), ("letter", $"/letters/{letter}"),
                ("replay", "/change?do=Replay&reason=CrmUnavailable"), ("purge", "/change?do=Purge&reason=CrmUnavailable"), ("jobs", "/jobs"), ("journal", "/journal"), ("health", "/health"), ("audit", "/audit"),
                ("export", "/export?reason=CrmUnavailable"), ("missing", "/nothing"),
            })
            {
                var title = $"{name}, {scheme}";
                await tab.Page.GotoAsync(origin + path);
                await Assertions.Expect(tab.Page.Locator("main:not([data-live])")).ToBeVisibleAsync();
                foreach (var width in new[] { 400, 800, 1600 })
                {
                    await tab.Page.SetViewportSizeAsync(width, 900);
                    (await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{title} at {width}");
                }

                var found = await tab.Page.RunAxe();
                found.Passes.ShouldNotBeEmpty();
                found.Violations.Select(violation => $"{violation.Id}: {string.Join(" ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty(title);
                if (s_pictures is not null && name is ("overview" or "letters" or "letter" or "replay"))
                {
                    await tab.Page.SetViewportSizeAsync(1280, 860);
                    await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures!, $"console-{name}-{scheme.ToString().ToLowerInvariant()}.png") });
                }
            }

            tab.Errors.Where(error => !error.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task From_the_overview_to_a_replay_by_the_keyboard_alone()
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.Send();
        room.Send();
        room.Send(FailureReason.InvalidEvent, "event.detail.eventBody.conversationId is missing.", upstream: "");
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync());
        await Assertions.Expect(tab.Page.Locator("main:not([data-live])")).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(tab.Page)).ShouldBe("To the content");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "CrmUnavailable" }).PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Letters");
        tab.Page.Url.ShouldEndWith("/letters?reason=CrmUnavailable");
        (await tab.Page.Locator("table.letters tbody tr").CountAsync()).ShouldBe(2);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Replay…" }).PressAsync("Enter");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("2 letters would be touched. Nothing was changed.");
        room.Letters.ShouldBe(3);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Go on…" }).PressAsync("Enter");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).PressAsync("Enter");

        await Assertions.Expect(tab.Page.Locator("p[role=status] strong")).ToHaveTextAsync("Done");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Enriched");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("2 of 2");
        room.Letters.ShouldBe(1);
        room.Audit.Select(line => $"{line.GetProperty("command")} {line.GetProperty("step")} {line.GetProperty("count")}").ShouldBe(["console replay begun 2", "console replay ended 2"]);
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replay_goes_on_while_nobody_looks_and_can_be_stopped()
    {
        await using var room = await ConsoleRoom.StartAsync();
        foreach (var _ in Enumerable.Range(0, 30))
        {
            room.Send();
        }

        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync());
        var origin = new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority);
        await tab.Page.GotoAsync($"{origin}/change?do=Replay&reason=CrmUnavailable");
        await tab.Page.GetByLabel("Letters a second").FillAsync("1");
        await tab.Page.GetByLabel("Canary").FillAsync("");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("progress")).ToBeVisibleAsync();
        var job = tab.Page.Url;
        await tab.Page.GotoAsync($"{origin}/jobs");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Running");
        await tab.Page.GotoAsync(job);
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Enriched");
        await tab.Page.Locator("#stop").FocusAsync();
        await tab.Page.Locator("#stop").PressAsync("Enter");

        await Assertions.Expect(tab.Page.Locator("p[role=status] strong")).ToHaveTextAsync("Stopped");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Left in the queue");
        var ended = room.Audit[^1].GetProperty("outcome");
        var left = ended.GetProperty("Left").GetInt32();
        left.ShouldBeInRange(1, 29);
        (ended.GetProperty("Enriched").GetInt32() + left).ShouldBe(30);
        room.Letters.ShouldBe(left);
    }

    [Fact]
    public async Task Purge_asks_for_the_number_and_deletes_nothing_with_another()
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.Send();
        room.Send();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync());
        var form = $"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/change?do=Purge&reason=CrmUnavailable";

        await tab.Page.GotoAsync(form);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Purge" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Type the number of letters that will be deleted.");
        await tab.Page.GetByLabel("Number of letters").FillAsync("3");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Purge" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("The filter means 2 letters, not 3. Nothing was deleted.");
        room.Letters.ShouldBe(2);
        await tab.Page.GotoAsync(form);
        await tab.Page.GetByLabel("Number of letters").FillAsync("2");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Purge" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Purged");
        room.Letters.ShouldBe(0);
    }

    [Fact]
    public async Task A_letter_is_masked_until_it_is_revealed_and_that_is_recorded()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var letter = room.Send();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync());

        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/letters/{letter}");
        await Assertions.Expect(tab.Page.Locator("pre")).ToContainTextAsync("[masked]");
        (await tab.Page.ContentAsync()).ShouldNotContain("3175550142");
        room.Audit.ShouldBeEmpty();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reveal personal data" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("pre")).ToContainTextAsync("+13175550142");
        var line = room.Audit.ShouldHaveSingleItem();
        line.GetProperty("step").GetString().ShouldBe("revealed");
        line.GetProperty("letterIds")[0].GetString().ShouldBe(letter);
        await Assertions.Expect(tab.Page.Locator(".history")).ToContainTextAsync("console show revealed");
    }

    [Fact]
    public async Task An_event_is_edited_after_its_changes_were_shown()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var letter = room.Send(FailureReason.InvalidEvent, "event.detail.eventBody.ani is no number.", upstream: "");
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenWithAsync([new("Cli__AllowEdit", "true")]));
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/letters/{letter}");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Edit the event…" }).ClickAsync();
        var editor = tab.Page.Locator("textarea");
        var before = await editor.InputValueAsync();
        await editor.FillAsync("{ no json");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show what changes" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("That is no JSON (line 1). Nothing was saved.");
        await editor.FillAsync(before.Replace("+13175550142", "+13175550143", StringComparison.Ordinal));
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show what changes" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".diff .removed")).ToContainTextAsync("+13175550142");
        await Assertions.Expect(tab.Page.Locator(".diff .added")).ToContainTextAsync("+13175550143");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Edited");
        room.Audit.Select(line => line.GetProperty("step").GetString()).ShouldBe(["revealed", "ended"]);
        room.Letters.ShouldBe(1);
    }

    [Fact]
    public async Task A_hostile_letter_shows_as_text()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var letter = room.Send(message: "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\u001b[31m\u202Ered", upstream: "\"><script>window.hacked=1</script>", change: e =>
        {
            e["detail"]!["eventBody"]!["ani"] = $"<script>window.hacked=1</script>{new string('x', 200_000)}";
            e["detail"]!["<b>"] = "x";
        });
        await using var tab = await chromium.OpenAsync(width: 800);
        await tab.Page.GotoAsync(await room.OpenAsync());
        var origin = new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority);

        foreach (var path in new[] { "/", "/letters", $"/letters/{letter}", $"/change?do=Replay&message={Uri.EscapeDataString("<script>window.hacked=1</script>")}", $"/letters/{Uri.EscapeDataString("<script>window.hacked=1</script>")}" })
        {
            await tab.Page.GotoAsync(origin + path);
            await Assertions.Expect(tab.Page.Locator("main:not([data-live])")).ToBeVisibleAsync();
            (await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window")).ShouldBeFalse(path);
            (await tab.Page.Locator("main script, main img").CountAsync()).ShouldBe(0, path);
            (await tab.Page.ContentAsync()).ShouldNotContain("\u202E");
        }

        await tab.Page.GotoAsync($"{origin}/letters/{letter}");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reveal personal data" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("pre")).ToContainTextAsync("<script>window.hacked=1</script>");
        (await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window")).ShouldBeFalse();
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_probes_the_systems_and_says_what_is_wrong()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync("--read-only"));
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/health");
        room.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Probe now" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("tr", new() { Has = tab.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Genesys", Exact = true }) })).ToContainTextAsync("Healthy");
        await Assertions.Expect(tab.Page.Locator("tr", new() { Has = tab.Page.GetByRole(AriaRole.Rowheader, new() { Name = "crm", Exact = true }) })).ToContainTextAsync("Unavailable: crm: GET was answered with 503.");
    }

    [Fact]
    public async Task The_journal_is_compared_by_the_deployed_function()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenWithAsync([new("AWS_ENDPOINT_URL_LAMBDA", room.Cloud.LambdaUrl.ToString())], "--journal-function", "ReconcileJournal"));
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/journal");

        await tab.Page.GetByLabel("Interactions that began").FillAsync("yesterday");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("The beginning is no time");
        await tab.Page.GetByLabel("Interactions that began").FillAsync("2h");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("0 interactions compared: all in order.");
        await Assertions.Expect(tab.Page.Locator("p[role=status] strong")).ToHaveTextAsync("Done");
    }

    [Fact]
    public async Task Two_consoles_at_once_say_what_the_other_holds_and_lose_nothing()
    {
        await using var room = await ConsoleRoom.StartAsync();
        foreach (var _ in Enumerable.Range(0, 60))
        {
            room.Send();
        }

        await using var first = await chromium.OpenAsync(width: 1280);
        await using var second = await chromium.OpenAsync(width: 1280);
        await first.Page.GotoAsync(await room.OpenAsync());
        await second.Page.GotoAsync(await room.OpenAsync());
        await Task.WhenAll(ReplayAsync(first.Page), ReplayAsync(second.Page));

        // What one held, the other left: another replay takes the rest.
        await ReplayAsync(first.Page);
        room.Letters.ShouldBe(0);
        room.Audit.Where(line => line.GetProperty("step").GetString() is "ended").Sum(line => line.GetProperty("outcome").TryGetProperty("Enriched", out var enriched) ? enriched.GetInt32() : 0).ShouldBe(60);

        static async Task ReplayAsync(IPage page)
        {
            await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/change?do=Replay&reason=CrmUnavailable");
            await page.GetByLabel("Letters a second").FillAsync("1000");
            await page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
            await Assertions.Expect(page.Locator("main:not([data-live])")).ToBeVisibleAsync();
        }
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent");
}
