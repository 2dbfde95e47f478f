using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace CrmEnrichment.PeerTests.ScreenPop;

/// <summary>Debian's Chromium, driven by Playwright; one process for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Collection = "Chromium";

    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Program))
        {
            // Of the work on a busy machine, not of the page.
            Assertions.SetDefaultExpectTimeout(60_000);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
    }

    /// <summary>A tab of the width of a frame, with a profile of its own. Skips the test where there is no Chromium.</summary>
    public async Task<Tab> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 400, bool withScript = true, ReducedMotion motion = ReducedMotion.NoPreference)
    {
        Assert.SkipWhen(_browser is null, $"{Program} is not there: eng/test installs it.");
        var context = await _browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            JavaScriptEnabled = withScript,
            ReducedMotion = motion,
            ViewportSize = new() { Width = width, Height = 720 },
        });
        context.SetDefaultTimeout(30_000);
        return new Tab(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A tab, and what its console said: violations of a policy are errors there.</summary>
    public sealed class Tab : IAsyncDisposable
    {
        private readonly IBrowserContext _context;
        private readonly ConcurrentQueue<string> _errors = [];

        internal Tab(IBrowserContext context, IPage page)
        {
            (_context, Page) = (context, page);
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                {
                    _errors.Enqueue(message.Text);
                }
            };
            page.PageError += (_, error) => _errors.Enqueue(error);
        }

        public IPage Page { get; }

        public IReadOnlyCollection<string> Errors => _errors;

        public ValueTask DisposeAsync() => _context.DisposeAsync();
    }
}

[CollectionDefinition(Chromium.Collection)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
