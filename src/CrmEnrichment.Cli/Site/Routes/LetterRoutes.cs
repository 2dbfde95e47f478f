using CrmEnrichment.Cli.Site.Pages;
using CrmEnrichment.Cli.Site.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>What failed: in counts, as a list, one by one.</summary>
internal static class LetterRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", async (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var state = await site.Views.SeeAsync(isParked: false, ct);
            return new RazorComponentResult<OverviewPage>(new { Shell = site.Shell(context, "Overview", state.IsReading), State = state, site.Now, site.Views.HasParked });
        });
        app.MapGet("/letters", async Task<IResult> (SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var query = FilterQuery.Of(context.Request.Query, site.Now);
            if (query.IsParked && !site.Views.HasParked)
            {
                return site.Told(context, "No queue for parked letters", "None is named: give --parked-queue-url, or set DeadLetters__ParkedQueueUrl.", "/letters");
            }

            var state = await site.Views.SeeAsync(query.IsParked, ct);
            return new RazorComponentResult<ListPage>(new { Shell = site.Shell(context, query.IsParked ? "Parked letters" : "Letters", state.IsReading), State = state, Query = query, site.Now, site.Views.HasParked });
        });
        app.MapGet("/letters/{id}", async Task<IResult> (string id, SiteContext site, HttpContext context, CancellationToken ct) =>
        {
            var isParked = IsParked(context);
            var found = await site.Views.Letters.SeeAsync(id, isParked, ct);
            return new RazorComponentResult<LetterPage>(new { Shell = site.Shell(context, "Letter", isLive: found is null), Id = id, IsParked = isParked, Found = found, Audit = found is null ? [] : AuditOf(site, id) });
        });
        app.MapPost("/letters/{id}/reveal", async Task<IResult> (string id, SiteContext site, HttpContext context, CancellationToken ct) => await Answers.OrToldAsync(site, context, LetterPage.AddressOf(id, IsParked(context)), async () =>
        {
            var isParked = IsParked(context);
            var audit = await AuditLog.OpenAsync(site.Options.Record, $"{SiteOptions.Command} show", site.Time);
            var revealed = await site.Views.Letters.WithAsync(id, isParked, (seen, _) => site.Views.Letters.RevealAsync(seen, () => audit.Write("revealed", filter: null, [seen.Listed.Id()]), ct), ct);
            return new RazorComponentResult<LetterPage>(new { Shell = site.Shell(context, "Letter"), Id = id, IsParked = isParked, Found = revealed.Found, revealed.Revealed, Audit = AuditOf(site, id) });
        }));
        app.MapPost("/look", (SiteContext site, HttpContext context) =>
        {
            site.Views.Forget();
            return Answers.Back(context.Request.Form["back"].ToString());
        });
    }

    public static bool IsParked(HttpContext context) => FilterQuery.Of(context.Request.Query, default).IsParked;

    private static IReadOnlyList<AuditEntry> AuditOf(SiteContext site, string id) =>
        [.. AuditFile.Latest(site.Options.RecordPath).Where(entry => entry.LetterIds?.Contains(id, StringComparer.OrdinalIgnoreCase) is true)];
}
