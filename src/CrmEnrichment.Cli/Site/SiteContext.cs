using CrmEnrichment.Cli.Site.Pages;
using CrmEnrichment.Cli.Site.Queues;
using CrmEnrichment.Cli.Site.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site;

/// <summary>What the pages of one console share.</summary>
internal sealed class SiteContext(SiteOptions options, QueueViews views, Jobs jobs, TimeProvider time)
{
    public SiteOptions Options => options;

    public QueueViews Views => views;

    public Jobs Jobs => jobs;

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public Shell Shell(HttpContext context, string title, bool isLive = false) => new(context.Request.Path, title)
    {
        IsReadOnly = options.IsReadOnly,
        MayEdit = options.MayEdit,
        RunningJobs = jobs.All.Count(job => job.IsRunning),
        IsLive = isLive,
        HasCloud = options.Live is not null,
    };

    public RazorComponentResult<ToldPage> Told(HttpContext context, string title, string why, string back, int status = StatusCodes.Status400BadRequest) =>
        new(new { Shell = Shell(context, title), Why = why, Back = back }) { StatusCode = status };
}
