using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.ScreenPop;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.ScreenPop;

/// <summary>How each case looks, light and dark: accessible by axe's rules, and within a narrow frame. With SCREEN_POP_PICTURES it paints the pictures of docs/screen-pop.md into that folder.</summary>
[Collection(Chromium.Collection)]
public sealed class AppearanceTests(Chromium chromium)
{
    private const string Known = "+13175550142", Several = "+13175550111", Nobody = "+13175550199", Failing = "+13175550155", Loading = "+13175550166";

    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("SCREEN_POP_PICTURES");

    /// <summary>By their names, with the number of each: the pretend CRM does something else for each number.</summary>
    private static readonly (string Name, string Query, bool IsPainted)[] s_cases =
    [
        ("known", Phone(Known), true),
        ("several", Phone(Several), true),
        ("nobody", Phone(Nobody), true),
        ("failing", Phone(Failing), true),
        ("loading", Phone(Loading), true),
        ("withheld", "phone=anonymous", false),
        ("refused", "phone=1&phone=2", false),
    ];

    [Fact]
    public async Task Each_case_is_accessible_and_fits_a_narrow_frame_light_and_dark()
    {
        await using var desktop = await AgentDesktop.StartAsync(("Http__MaxRetries", "0"), ("ScreenPop__FirstMs", "200"));
        desktop.Know(
            AgentDesktop.Dana,
            AgentDesktop.Dana with { Id = "CUST-70004", Phones = [Several] },
            AgentDesktop.Sam with { Phones = [Several] },
            new PretendCustomer("CUST-70009", "A") { Phones = [Several], LoyaltyTier = "Gold", Extra = new JsonObject { ["name"] = "Konstantinos Papadimitriou-Vandenberghe", ["company"] = "Municipal Waterworks", ["vip"] = true } });
        desktop.Cloud.Crm.Faults.Always(Of(Failing), Fault.Answer(503));
        desktop.Cloud.Crm.Faults.Always(Of(Loading), Fault.HangUntil(new TaskCompletionSource().Task));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await chromium.OpenAsync(scheme, motion: ReducedMotion.Reduce);

            // It stays as it is.
            await tab.Page.RouteAsync($"**/rest?*{Loading[1..]}*", _ => Task.CompletedTask);
            foreach (var (name, query, isPainted) in s_cases)
            {
                var title = $"{name}, {scheme}";
                await tab.Page.SetViewportSizeAsync(400, isPainted ? 100 : 720);
                await tab.Page.GotoAsync(new Uri(desktop.Cloud.Http.Url, $"/{ScreenPopSecrets.Key}/screenpop?{query}").ToString());
                await Assertions.Expect(tab.Page.Locator(name is "loading" ? "main[aria-busy]" : "main:not([aria-busy])")).ToBeVisibleAsync();
                (await WidthAsync(tab.Page)).ShouldBe(400, title);
                if (isPainted && s_pictures is not null)
                {
                    await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"screen-pop-{name}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
                }

                await tab.Page.SetViewportSizeAsync(320, 720);
                (await WidthAsync(tab.Page)).ShouldBe(320, title);
                var found = await tab.Page.RunAxe();
                found.Passes.ShouldNotBeEmpty();
                found.Violations.Select(violation => $"{violation.Id}: {string.Join(" ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty(title);
            }
        }
    }

    private static string Phone(string number) => $"phone={Uri.EscapeDataString(number)}";

    private static Func<RecordedRequest, bool> Of(string number) => request => request.Query.Contains(number[1..], StringComparison.Ordinal);

    private static Task<int> WidthAsync(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
}
