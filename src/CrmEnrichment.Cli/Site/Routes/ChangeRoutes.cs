using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Site.Pages;
using CrmEnrichment.Cli.Site.Queues;
using CrmEnrichment.Cli.Site.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>Replay, park, unpark, purge, export and edit, and how far they are.</summary>
internal static class ChangeRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/change", async (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var query = FilterQuery.Of(context.Request.Query, site.Now);
            return await FormAsync(site, context, query, query.Problems, ct);
        });
        app.MapPost("/change", async Task<IResult> (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var request = ChangeRequest.Read(await context.Request.ReadFormAsync(ct), site.Now);
            return request.Problems.Count > 0
                ? await FormAsync(site, context, request.Query, request.Problems, ct, isSent: true)
                : await Answers.OrToldAsync(site, context, request.Query.Address("/letters"), () => Task.FromResult(Results.LocalRedirect($"/jobs/{site.Jobs.Change(request).Number}")));
        });
        app.MapGet("/jobs", (SiteContext site, HttpContext context) =>
        {
            var jobs = site.Jobs.All;
            return new RazorComponentResult<JobsPage>(new { Shell = site.Shell(context, "Jobs", jobs.Any(job => job.IsRunning)), Jobs = jobs });
        });
        app.MapGet("/jobs/{number:int}", IResult (int number, SiteContext site, HttpContext context) => site.Jobs.Find(number) is { } job
            ? new RazorComponentResult<JobPage>(new { Shell = site.Shell(context, $"Job {number}", job.IsRunning), Job = job })
            : site.Told(context, "Not found", "There is no such job. Jobs are forgotten when the console ends; what they did is in the audit record.", "/jobs", StatusCodes.Status404NotFound));
        app.MapPost("/jobs/{number:int}/stop", (int number, SiteContext site) =>
        {
            if (site.Jobs.Find(number) is { IsRunning: true } job)
            {
                job.Stop();
            }

            return Results.LocalRedirect($"/jobs/{number}");
        });
        app.MapGet("/export", (SiteContext site, HttpContext context) =>
            new RazorComponentResult<ExportPage>(new { Shell = site.Shell(context, "Export"), Query = FilterQuery.Of(context.Request.Query, site.Now) }));
        app.MapPost("/export", ExportAsync);
        EditRoutes.Map(app);
    }

    private static async Task<IResult> FormAsync(SiteContext site, HttpContext context, FilterQuery query, IReadOnlyList<string> problems, CancellationToken ct, bool isSent = false)
    {
        var kind = Enum.TryParse<ChangeKind>(query.One(ChangeRequest.KindField), ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : ChangeKind.Replay;
        if (query.IsParked && !site.Views.HasParked)
        {
            return site.Told(context, "No queue for parked letters", "None is named: give --parked-queue-url, or set DeadLetters__ParkedQueueUrl.", "/letters");
        }

        var state = await site.Views.SeeAsync(query.IsParked, ct);
        int? meant = state.At is null || query.Problems.Count > 0 ? null : state.Rows.Count(row => row.IsMeant(query.Filter, site.Now));
        return new RazorComponentResult<ChangePage>(new { Shell = site.Shell(context, $"{kind} letters"), Kind = kind, Query = query, Problems = problems, Meant = meant, IsSent = isSent })
        {
            StatusCode = problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    /// <summary>The messages as they are, one JSON line each, as <c>dlq export</c> writes them.</summary>
    private static async Task<IResult> ExportAsync(SiteContext site, HttpContext context, CancellationToken ct)
    {
        var query = FilterQuery.Of(await context.Request.ReadFormAsync(ct), site.Now);
        if (query.Problems.Count > 0)
        {
            return site.Told(context, "Not exported", string.Join(' ', query.Problems), query.Address("/letters"));
        }

        return await Answers.OrToldAsync(site, context, query.Address("/letters"), async () =>
        {
            var audit = await AuditLog.OpenAsync(site.Options.Record, $"{SiteOptions.Command} export", site.Time);
            return Results.Stream(output => WriteAsync(site, query, audit, output, ct), "application/x-ndjson", $"letters-{site.Now:yyyyMMdd-HHmmss}.jsonl");
        });
    }

    private static Task WriteAsync(SiteContext site, FilterQuery query, AuditLog audit, Stream output, CancellationToken ct) => site.Views.Turns.TakeAsync(
        async _ =>
        {
            await using var writer = new StreamWriter(output, leaveOpen: true);
            await using var look = site.Views.Open(query.IsParked);
            await LetterExport.WriteAsync(look, query.Filter, writer, audit, ct);
        },
        ct);
}
