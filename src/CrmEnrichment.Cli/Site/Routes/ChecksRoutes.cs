using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Reconciliation;
using CrmEnrichment.Cli.Site.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>Whether everything is in order: the journal, the systems, and who did what.</summary>
internal static class ChecksRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/journal", (SiteContext site, HttpContext context) => Journal(site, context, "1d", "", []));
        app.MapPost("/journal", async Task<IResult> (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var form = await context.Request.ReadFormAsync(ct);
            return Compare(site, context, form["since"].ToString().Trim(), form["until"].ToString().Trim(), fix: form["fix"].Count > 0);
        });
        app.MapGet("/health", (SiteContext site, HttpContext context) => HealthAsync(site, context, isProbed: false, CancellationToken.None));
        app.MapPost("/health", (SiteContext site, HttpContext context, CancellationToken ct) => HealthAsync(site, context, isProbed: true, ct));
        app.MapGet("/audit", (SiteContext site, HttpContext context) =>
            new RazorComponentResult<AuditPage>(new { Shell = site.Shell(context, "Audit"), site.Options.RecordPath, Entries = AuditFile.Latest(site.Options.RecordPath) }));
    }

    private static IResult Compare(SiteContext site, HttpContext context, string sinceText, string untilText, bool fix)
    {
        var problems = new List<string>();
        if (!Moment.TryRead(sinceText, site.Now, out var since))
        {
            problems.Add("The beginning is no time: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago.");
        }

        var until = site.Now;
        if (untilText.Length > 0 && !Moment.TryRead(untilText, site.Now, out until))
        {
            problems.Add("The end is no time: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago, or leave it empty for now.");
        }

        if (fix && site.Options.IsReadOnly)
        {
            problems.Add("The console was started with --read-only: it compares, and does not repair.");
        }

        return problems.Count > 0 || site.Options.Journal is not { } journal
            ? Journal(site, context, sinceText, untilText, problems)
            : Results.LocalRedirect($"/jobs/{site.Jobs.Reconcile(new ReconcileAnswer(since, until, fix), journal).Number}");
    }

    private static RazorComponentResult<JournalPage> Journal(SiteContext site, HttpContext context, string since, string until, List<string> problems) =>
        new(new { Shell = site.Shell(context, "Journal"), HasFunction = site.Options.Journal is not null, Since = since, Until = until, Problems = problems })
        {
            StatusCode = problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };

    private static Task<IResult> HealthAsync(SiteContext site, HttpContext context, bool isProbed, CancellationToken ct) => Answers.OrToldAsync(site, context, "/health", async () =>
    {
        var checks = site.Options.Functions.Select(FunctionCheck.Of).ToList();
        var components = isProbed ? await LiveCheck.OfAsync(checks, site.Time, ct) : null;
        var answer = CheckAnswer.Of(checks, components);
        return new RazorComponentResult<HealthPage>(new { Shell = site.Shell(context, "Health"), Answer = answer, WasProbed = isProbed });
    });
}
