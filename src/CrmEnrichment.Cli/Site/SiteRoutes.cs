using CrmEnrichment.Cli.Site.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Site;

/// <summary>The console's addresses.</summary>
internal static class SiteRoutes
{
    /// <summary>Forms that a console with --read-only takes, too.</summary>
    private static readonly PathString[] s_harmless = ["/look", "/health", "/journal"];

    public static void Map(WebApplication app)
    {
        Assets.Map(app);
        LetterRoutes.Map(app);
        ChangeRoutes.Map(app);
        ChecksRoutes.Map(app);
        if (app.Services.GetRequiredService<SiteContext>().Options.Live is { } cloud)
        {
            LiveRoutes.Map(app, cloud);
        }

        app.MapFallback((SiteContext site, HttpContext context) => site.Told(context, "Not found", "There is no such page.", "/", StatusCodes.Status404NotFound));
    }

    /// <param name="path">Of a form.</param>
    public static bool ChangesNothing(PathString path) => s_harmless.Contains(path);
}
