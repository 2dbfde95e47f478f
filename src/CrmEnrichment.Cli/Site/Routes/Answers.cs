using CrmEnrichment.DeadLetters;
using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Upstreams;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>Answers that several addresses have.</summary>
internal static class Answers
{
    /// <summary>To a page of this console, and never elsewhere.</summary>
    public static IResult Back(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) ? Results.LocalRedirect(address) : Results.LocalRedirect("/");

    /// <summary>What cannot be done is a sentence on a page, as it would be on the terminal.</summary>
    public static async Task<IResult> OrToldAsync(SiteContext site, HttpContext context, string back, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception e) when (e is UsageException or UpstreamException or InvalidConfigurationException or LetterTooLargeException)
        {
            return site.Told(context, "Not done", Ending.Sentence(e), back);
        }
    }
}
