using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Cli.Site.Pages;
using CrmEnrichment.Cli.Site.Routes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CrmEnrichment.Cli.Site.Guard;

/// <summary>Stands before every page: the address must be ours, the browser must have had the key, and a change must come from our own form.</summary>
internal sealed class SiteGuard(SiteKey key, SiteOptions options, IAntiforgery antiforgery)
{
    /// <summary>Cookies do not know ports: two consoles on one machine would take each other's.</summary>
    private static string Cookie(HttpContext context) => $"crm-enrich-{context.Connection.LocalPort}";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context.Response.Headers);
        if (Refusal(context) is { } refusal)
        {
            await TellAsync(context, refusal.Status, refusal.Why);
            return;
        }

        if (context.Request.Query["key"].ToString() is { Length: > 0 } given && HttpMethods.IsGet(context.Request.Method))
        {
            await EnterAsync(context, given);
            return;
        }

        if (!key.IsSession(context.Request.Cookies[Cookie(context)]))
        {
            await TellAsync(context, StatusCodes.Status403Forbidden, "This browser has no key. Open the address that crm-enrich console printed. It works once: if it was used, end the console with Ctrl+C and start it again.");
            return;
        }

        if (HttpMethods.IsPost(context.Request.Method) && !await antiforgery.IsRequestValidAsync(context))
        {
            await TellAsync(context, StatusCodes.Status400BadRequest, "This form is not from this console, or is older than it. Load the page again, and send the form once more. Nothing was changed.");
            return;
        }

        await OrTellAsync(context, next);
    }

    /// <summary>However a page fails, it says so, as a command would on the terminal.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The last one before the server, whose own answer is an empty page.")]
    private static async Task OrTellAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await TellAsync(context, StatusCodes.Status500InternalServerError, Ending.Sentence(e), new(context.Request.Path, "Not done"));
        }
    }

    private async Task EnterAsync(HttpContext context, string given)
    {
        if (!key.Use(given))
        {
            await TellAsync(context, StatusCodes.Status403Forbidden, "This key is wrong, or was used before. Go on in the browser that used it, or end the console with Ctrl+C and start it again.");
            return;
        }

        context.Response.Cookies.Append(Cookie(context), key.Session, new CookieOptions { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict, Path = "/" });

        // The key must not stay in the address bar, and in the history. Beside a local cloud it is the calls that somebody wants to see.
        context.Response.Redirect(options.Live is null ? "/" : LiveRoutes.Path);
    }

    private (int Status, string Why)? Refusal(HttpContext context)
    {
        var request = context.Request;

        // A page that has a name of its own lead to 127.0.0.1 (DNS rebinding) sends that name.
        var own = new[] { $"127.0.0.1:{context.Connection.LocalPort}", $"localhost:{context.Connection.LocalPort}" };
        if (!own.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
        {
            return (StatusCodes.Status421MisdirectedRequest, $"The console answers at http://{own[0]}/ only.");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return (StatusCodes.Status405MethodNotAllowed, "The console takes GET and POST.");
        }

        if (!string.Equals(request.Headers.Origin, $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            return (StatusCodes.Status403Forbidden, "Another page sent this form. Nothing was changed.");
        }

        return options.IsReadOnly && !SiteRoutes.ChangesNothing(request.Path)
            ? (StatusCodes.Status403Forbidden, "The console was started with --read-only. Nothing was changed.")
            : null;
    }

    private static Task TellAsync(HttpContext context, int status, string why, Shell? shell = null)
    {
        context.Response.StatusCode = status;
        return new RazorComponentResult<ToldPage>(new { Shell = shell ?? new(context.Request.Path, "Not allowed") { HasSession = false }, Why = why }) { StatusCode = status }.ExecuteAsync(context);
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers[HeaderNames.CacheControl] = "no-store";

        // With no-referrer a browser sends "Origin: null" with our own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
