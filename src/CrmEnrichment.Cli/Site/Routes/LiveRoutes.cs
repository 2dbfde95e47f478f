using System.Globalization;
using CrmEnrichment.Cli.Site.Live;
using CrmEnrichment.Cli.Site.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>What goes on in a local cloud, and what happens to the pretend world around it.</summary>
internal static class LiveRoutes
{
    public const string Path = "/live";

    /// <summary>Characters of a command: it is one line.</summary>
    private const int LongestCommand = 200;

    public static void Map(WebApplication app, LiveCloud cloud)
    {
        app.MapGet(Path, (SiteContext site, HttpContext context, CancellationToken ct) => PageAsync(site, context, cloud, cloud.WorldAsync(ct), ct));
        app.MapGet($"{Path}/changes", async Task<IResult> (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            _ = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
            try
            {
                return new RazorComponentResult<LiveChanges>(new { Calls = await cloud.CallsAsync(after, ct), World = await cloud.WorldAsync(ct) });
            }
            catch (UsageException e)
            {
                return Results.Text(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
        app.MapPost(Path, async Task<IResult> (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var form = await context.Request.ReadFormAsync(ct);
            var command = string.Join(' ', new[] { form["command"].ToString(), form["what"].ToString(), form["as-is"].ToString() }.Where(word => word.Length > 0));
            return command.Length is 0 or > LongestCommand
                ? site.Told(context, "Not done", "This is no command.", Path)
                : await PageAsync(site, context, cloud, cloud.ObeyAsync(command, ct), ct);
        });
    }

    private static Task<IResult> PageAsync(SiteContext site, HttpContext context, LiveCloud cloud, Task<LiveWorld> asked, CancellationToken ct) => Answers.OrToldAsync(site, context, Path, async () =>
    {
        var world = await asked;
        return new RazorComponentResult<LivePage>(new { Shell = site.Shell(context, "Live"), Calls = await cloud.CallsAsync(after: 0, ct), World = world });
    });
}
