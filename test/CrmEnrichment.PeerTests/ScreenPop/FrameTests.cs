using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.ScreenPop;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.ScreenPop;

/// <summary>The page in a browser: in frames of other origins, with a slow CRM, by the keyboard, without scripts.</summary>
[Collection(Chromium.Collection)]
public sealed class FrameTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_of_an_allowed_origin_shows_it_in_a_frame_without_a_violation_of_any_policy()
    {
        await using var tab = await chromium.OpenAsync();
        var address = "";
        await using var host = await HostPage.StartAsync(() => address);
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FrameAncestors", host.Origin));
        desktop.Know(AgentDesktop.Dana);
        address = PageOf(desktop);

        await tab.Page.GotoAsync(host.Origin);

        var frame = tab.Page.FrameLocator("iframe");
        (await frame.Locator("h1").InnerTextAsync()).ShouldBe("Dana Łukasik");
        (await frame.Locator("body").EvaluateAsync<string>("body => getComputedStyle(body).fontSize")).ShouldBe("15px");
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_any_other_origin_does_not()
    {
        await using var tab = await chromium.OpenAsync();
        var address = "";
        await using var host = await HostPage.StartAsync(() => address);
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FrameAncestors", "https://vicidial.example.com"));
        desktop.Know(AgentDesktop.Dana);
        address = PageOf(desktop);

        await tab.Page.GotoAsync(host.Origin);

        (await tab.Page.FrameLocator("iframe").Locator("#pop").CountAsync()).ShouldBe(0);
        tab.Errors.ShouldContain(error => error.Contains("frame-ancestors https://vicidial.example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_slow_CRM_says_is_filled_in_without_a_reload_and_the_focus_stays()
    {
        await using var tab = await chromium.OpenAsync();
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FirstMs", "1"), ("Crm__Sources__0__TimeoutMs", "3000"));
        desktop.Know(AgentDesktop.Dana);
        var released = new TaskCompletionSource();
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(released.Task));

        await tab.Page.GotoAsync(PageOf(desktop));
        await tab.Page.EvaluateAsync("() => window.isTheSame = true");
        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldBe("+1 317-555-0142");
        (await tab.Page.Locator("main").GetAttributeAsync("aria-busy")).ShouldBe("true");
        await tab.Page.Locator("#call").FocusAsync();
        released.SetResult();

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Dana Łukasik");
        await Assertions.Expect(tab.Page.Locator("#said")).ToHaveTextAsync("Dana Łukasik: everything is here.");
        (await tab.Page.TitleAsync()).ShouldBe("Dana Łukasik");
        (await tab.Page.EvaluateAsync<bool>("() => window.isTheSame")).ShouldBeTrue();
        (await tab.Page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("call");
        (await tab.Page.Locator("main").GetAttributeAsync("aria-busy")).ShouldBeNull();
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_CRM_that_failed_is_asked_again_in_the_same_page()
    {
        await using var tab = await chromium.OpenAsync();
        await using var desktop = await AgentDesktop.StartAsync(("Http__MaxRetries", "0"));
        desktop.Know(AgentDesktop.Dana);
        desktop.Cloud.Crm.Faults.Next(Request.Any, Fault.Answer(503));

        await tab.Page.GotoAsync(PageOf(desktop));
        await tab.Page.EvaluateAsync("() => window.isTheSame = true");
        await tab.Page.Locator("#again").PressAsync("Enter");

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Dana Łukasik");
        (await tab.Page.EvaluateAsync<bool>("() => window.isTheSame")).ShouldBeTrue();
    }

    [Fact]
    public async Task If_the_rest_cannot_be_loaded_the_page_says_so()
    {
        await using var tab = await chromium.OpenAsync();
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FirstMs", "1"));
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));
        await tab.Page.RouteAsync("**/rest?*", route => route.AbortAsync());

        await tab.Page.GotoAsync(PageOf(desktop));

        await Assertions.Expect(tab.Page.Locator("#said")).ToHaveTextAsync("The rest could not be loaded. Open the page again.");
        await Assertions.Expect(tab.Page.Locator("#said")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Among_several_the_keyboard_chooses()
    {
        await using var tab = await chromium.OpenAsync();
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Sam);

        await tab.Page.GotoAsync(PageOf(desktop));
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.PressAsync("Tab");
        (await tab.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Sam Reyes");
        await tab.Page.Locator("#other").PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("2 customers");
        tab.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_scripts_the_page_is_complete_all_the_same()
    {
        await using var tab = await chromium.OpenAsync(withScript: false);
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FirstMs", "1"));
        desktop.Know(AgentDesktop.Dana);
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.Late(TimeSpan.FromMilliseconds(300)));

        await tab.Page.GotoAsync(PageOf(desktop));

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Dana Łukasik");
    }

    private static string PageOf(AgentDesktop desktop) => new Uri(desktop.Cloud.Http.Url, $"/{ScreenPopSecrets.Key}/screenpop?{AgentDesktop.Query}").ToString();
}
