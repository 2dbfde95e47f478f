using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PeerTests.ScreenPop;
using CrmEnrichment.Tests;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>The live view in a browser. With CONSOLE_PICTURES it paints the pictures of the docs into that folder.</summary>
[Collection(Chromium.Collection)]
public sealed class LivePageTests(Chromium chromium)
{
    private const string KnownCaller = "01-customer-start-voice-inbound-known-ani.json";

    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("CONSOLE_PICTURES");

    [Fact]
    public async Task The_live_view_is_accessible_and_fits_from_400_to_1600_pixels_light_and_dark()
    {
        await using var room = await ConsoleRoom.StartAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await chromium.OpenAsync(scheme, width: 1280, motion: ReducedMotion.Reduce);
            await tab.Page.GotoAsync(await room.WatchAsync());
            await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Live");
            await FillAsync(tab.Page);
            await tab.Page.Locator(".calls details", new() { HasText = "ACCT-99281" }).First.Locator("summary").ClickAsync();
            await tab.Page.Locator(".calls .trouble summary").First.ClickAsync();
            foreach (var width in new[] { 400, 800, 1600 })
            {
                await tab.Page.SetViewportSizeAsync(width, 900);
                (await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{scheme} at {width}");
                var found = await tab.Page.RunAxe();
                found.Passes.ShouldNotBeEmpty();
                found.Violations.Select(violation => $"{violation.Id}: {string.Join(" ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty($"{scheme} at {width}");
            }

            if (s_pictures is not null)
            {
                await tab.Page.SetViewportSizeAsync(1280, 860);
                await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures!, $"console-live-{scheme.ToString().ToLowerInvariant()}.png") });
            }

            tab.Errors.ShouldBeEmpty();
            await PressAsync(tab.Page, "All work");
        }
    }

    [Fact]
    public async Task By_the_keyboard_alone_a_system_goes_away_and_an_event_fails_and_is_kept()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.WatchAsync());
        await Assertions.Expect(tab.Page.Locator(".none")).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("Tab");
        (await tab.Page.EvaluateAsync<string>("() => document.activeElement.textContent")).ShouldBe("To the content");
        var away = tab.Page.GetByRole(AriaRole.Button, new() { Name = "crm: away", Exact = true });
        await TabToAsync(tab.Page, away);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#fault-crm")).ToHaveTextAsync("503");
        await Assertions.Expect(tab.Page.Locator("#told")).ToHaveTextAsync("crm: 503");
        await Assertions.Expect(away).ToBeFocusedAsync();
        await TabToAsync(tab.Page, tab.Page.Locator("#send"));
        await tab.Page.Keyboard.PressAsync("Enter");

        var row = tab.Page.Locator(".calls details", new() { HasText = "EnrichInteraction" });
        await Assertions.Expect(row).ToContainTextAsync("CrmUnavailable");
        await Assertions.Expect(row.Locator("summary")).ToContainTextAsync("kept");
        await TabToAsync(tab.Page, row.Locator("summary"));
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.Locator("dl")).ToContainTextAsync("in the dead-letter queue as envelope · CrmUnavailable");
        room.Letters.ShouldBe(1);
        room.Cloud.Crm.Requests.Where(request => request.Status is 503).ShouldNotBeEmpty();
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_events_at_once_appear_without_reloading_each_with_its_own_requests_and_stay_open()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.WatchAsync());
        await tab.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        var released = new TaskCompletionSource();
        room.Cloud.Crm.Faults.Next(2, Request.Any, Fault.HangUntil(released.Task));
        await SendAsync(tab.Page, KnownCaller);
        await SendAsync(tab.Page, "customer-start-voice-unknown-caller.json");
        var rows = tab.Page.Locator(".calls details", new() { HasText = "EnrichInteraction" });
        await Assertions.Expect(rows.Filter(new() { HasText = "running" })).ToHaveCountAsync(2);
        await rows.Last.Locator("summary").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        released.SetResult();

        await Assertions.Expect(rows.First).ToContainTextAsync("NoMatch");
        await Assertions.Expect(rows.Last).ToContainTextAsync("Enriched");
        await Assertions.Expect(rows.Last.Locator("dl")).ToBeVisibleAsync();
        await Assertions.Expect(rows.Last.Locator("summary")).ToBeFocusedAsync();
        await Assertions.Expect(rows.Last.Locator("dl")).ToContainTextAsync("crm.loyaltyTier=Platinum");
        await Assertions.Expect(rows.Last.Locator("dl")).ToContainTextAsync("ACCT-99281, Platinum");
        foreach (var row in new[] { rows.First, rows.Last })
        {
            var interaction = await row.Locator("dt:text-is('interaction') + dd").TextContentAsync();
            var conversations = (await row.Locator(".asked code").AllTextContentsAsync()).Where(asked => asked.Contains("/conversations/", StringComparison.Ordinal)).ToList();
            conversations.ShouldNotBeEmpty();
            conversations.ShouldAllBe(asked => asked.Contains(interaction!, StringComparison.Ordinal));
        }

        (await tab.Page.EvaluateAsync<bool>("() => window.sameDocument === true")).ShouldBeTrue();
        (await tab.Page.ContentAsync()).ShouldNotContain("3175550142");
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_function_is_killed_in_the_middle_of_an_event()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.WatchAsync());
        room.Cloud.Crm.Faults.Next(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));
        await SendAsync(tab.Page, KnownCaller);
        var row = tab.Page.Locator(".calls details", new() { HasText = "EnrichInteraction" });
        await Assertions.Expect(row).ToContainTextAsync("no answer yet");

        await tab.Page.Locator("#function").SelectOptionAsync("EnrichInteraction");
        await tab.Page.Locator("#kill").ClickAsync();

        await Assertions.Expect(tab.Page.Locator("#told")).ToHaveTextAsync("Killed the process of EnrichInteraction.");
        await Assertions.Expect(row.Locator("summary")).ToContainTextAsync("Runtime.ExitError, waits");
        await row.Locator("summary").ClickAsync();
        await Assertions.Expect(row.Locator("dl")).ToContainTextAsync("The next one is 60 s after the last.");
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hostile_event_shows_as_text()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 800);
        await tab.Page.GotoAsync(await room.WatchAsync());
        const string Script = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>";
        var hostile = JsonNode.Parse(SampleEvents.Text("01-"))!;
        hostile["detail"]!["eventBody"]!["ani"] = $"{Script}\u001b[31m\u202Ered";
        hostile["detail"]!["eventBody"]!["direction"] = Script;
        hostile["detail"]!["topicName"] = $"v2.detail.events.conversation.x.{Script}";

        await room.Cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(hostile.ToJsonString()), TestContext.Current.CancellationToken);

        var row = tab.Page.Locator(".calls details");
        await row.Locator("summary").ClickAsync();
        await Assertions.Expect(row.Locator("dl")).ToContainTextAsync("<script>window.hacked=1</script><img src=x");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(row).ToContainTextAsync("<script>window.hacked=1</script>");
        (await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window")).ShouldBeFalse();
        (await tab.Page.Locator("main script, main img").CountAsync()).ShouldBe(0);
        (await tab.Page.ContentAsync()).ShouldNotContain("\u202E");
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_only_watches_and_changes_nothing()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var address = new Uri(await room.WatchAsync("--read-only"));
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(address.ToString());
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Live");
        (await tab.Page.Locator("main form button, main select").CountAsync()).ShouldBe(0);
        await room.Cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), TestContext.Current.CancellationToken);
        await Assertions.Expect(tab.Page.Locator(".calls")).ToContainTextAsync("Enriched");

        var second = new Uri(await room.WatchAsync("--read-only"));
        using var browser = new Browser(second);
        await browser.GetAsync(second.PathAndQuery);
        var token = await browser.TokenAsync("/");
        var refused = await browser.PostAsync("/live", [new("command", "crm 503"), new("__RequestVerificationToken", token)], second.GetLeftPart(UriPartial.Authority));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("--read-only");
        await Assertions.Expect(tab.Page.Locator("#fault-crm")).ToHaveTextAsync("works");
    }

    [Fact]
    public async Task Without_a_script_a_reload_shows_what_came_and_buttons_work()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280, withScript: false);
        await tab.Page.GotoAsync(await room.WatchAsync());

        await PressAsync(tab.Page, "genesys login: throttling");
        await Assertions.Expect(tab.Page.Locator("#told")).ToHaveTextAsync("genesys login: 429 60");
        await Assertions.Expect(tab.Page.Locator("#fault-genesys-login")).ToHaveTextAsync("429 60");
        await PressAsync(tab.Page, "All work");
        await room.Cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), TestContext.Current.CancellationToken);
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/live");

        await Assertions.Expect(tab.Page.Locator(".calls")).ToContainTextAsync("Enriched");
    }

    [Fact]
    public async Task It_can_be_paused_and_says_when_the_local_cloud_is_gone()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.WatchAsync());
        var pause = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await pause.ClickAsync();
        await Assertions.Expect(pause).ToHaveAttributeAsync("aria-pressed", "true");
        await pause.ClickAsync();

        await room.EndViewAsync();

        await Assertions.Expect(tab.Page.Locator("#lost")).ToContainTextAsync("The local cloud does not answer at http://127.0.0.1:");
    }

    [Fact]
    public async Task Without_a_local_cloud_there_is_no_such_page()
    {
        await using var room = await ConsoleRoom.StartAsync();
        await using var tab = await chromium.OpenAsync(width: 1280);
        await tab.Page.GotoAsync(await room.OpenAsync());

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Overview");
        (await tab.Page.Locator("header nav a[href='/live']").CountAsync()).ShouldBe(0);
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority)}/live");
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Not found");
    }

    /// <summary>Calls of several kinds: one that is enriched, one that nobody knows, one that fails and is kept.</summary>
    private static async Task FillAsync(IPage page)
    {
        await SendAsync(page, KnownCaller);
        await Assertions.Expect(page.Locator(".calls")).ToContainTextAsync("ACCT-99281, Platinum");
        await SendAsync(page, "customer-start-voice-unknown-caller.json");
        await SendAsync(page, "18-user-end.json");
        await SendAsync(page, "malformed-no-conversation-id.json");
        await Assertions.Expect(page.Locator(".calls")).ToContainTextAsync("NoMatch");
        await Assertions.Expect(page.Locator(".calls")).ToContainTextAsync("InvalidEvent");
        await PressAsync(page, "genesys: throttling");
        await SendAsync(page, "customer-start-message-sms.json");
        await Assertions.Expect(page.Locator(".calls")).ToContainTextAsync("Throttled");
    }

    private static async Task SendAsync(IPage page, string sample)
    {
        await page.Locator("#sample").SelectOptionAsync(sample);
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("#told")).ToContainTextAsync($"{sample} was sent to ");
    }

    private static Task PressAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        foreach (var _ in Enumerable.Range(0, 80))
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException("The keyboard does not get there.");
    }
}
