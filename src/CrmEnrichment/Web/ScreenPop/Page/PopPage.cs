using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.ScreenPop.Asking;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>The page as a document, or the part that is exchanged when the rest is known; with the headers that keep it to itself.</summary>
internal sealed class PopPage(ScreenPopOptions options, TimeProvider time)
{
    public const string Rest = "rest";

    private readonly CustomerCard _card = new(options, time);

    /// <summary>Nothing may be loaded but our own style and script, and only configured pages may show this one.</summary>
    private readonly string _policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
        + (options.Ancestors.Count > 0 ? string.Join(' ', options.Ancestors) : "'none'");

    public ApiAnswer Message(PopKind kind, int status, string title, string text) => Write(kind, status, title, rest: null, all: null, main => main
        .Open("header", ("class", "who message")).Element("h1", title).Element("p", text).Close());

    public ApiAnswer Of(PopKind kind, PopRequest request, Sighting sighting)
    {
        var found = sighting.Found;
        var number = CallerNumber.Of(request);
        var fields = new CustomerFields(options, found.Fields);
        var isPending = found.Pending.Count > 0;
        var title = sighting.IsToChoose ? "Several customers" : new CustomerFields(options, found.Fields).Text("name") ?? number?.Text ?? "Unknown caller";
        return Write(kind, 200, title, isPending ? $"{Below}{Rest}?{request.Query(request.Choice)}" : null, isPending ? $"?{request.Query(request.Choice, all: true)}" : null, html =>
        {
            if (sighting.IsToChoose)
            {
                Chooser.Write(html, options, found, request, number);
                PopNotices.Write(html, sighting, request);
            }
            else if (found.Matches > 0)
            {
                _card.Head(html, fields, found, number);
                PopNotices.Write(html, sighting, request);
                _card.Body(html, fields, isPending);
            }
            else
            {
                Nobody(html, request, found, number);
                PopNotices.Write(html, sighting, request);
                if (isPending)
                {
                    _card.Body(html, fields, isPending: true);
                }
            }
        });
    }

    /// <summary>Where something will stand.</summary>
    public static void Skeleton(Html html, int lines)
    {
        html.Open("div", ("class", "skeleton"), ("aria-hidden", "true"));
        for (var i = 0; i < lines; i++)
        {
            html.Open("span").Close();
        }

        html.Close();
    }

    private const string Below = "screenpop/";

    private void Nobody(Html html, PopRequest request, Found found, CallerNumber? number)
    {
        var (title, text) = (found, request.Number) switch
        {
            ({ Pending.Count: > 0 }, _) => (number?.Text ?? "Customer", "Looking the customer up…"),
            ({ Status: LookupStatus.Failed }, _) => (number?.Text ?? "Customer", "Nothing is known of this caller at the moment, because no system has answered."),
            (_, NumberReading.Number) => (number!.Text, "No customer has this number."),
            (_, NumberReading.ShortNumber) => ("Internal number", "It is an extension or a service number, which belongs to no customer."),
            (_, NumberReading.Unreadable) => ("Unknown caller", "The number in the address cannot be read."),
            _ => ("Number withheld", "The caller shows no number, so nobody can be looked up."),
        };
        html.Open("header", ("class", "who nobody")).Element("h1", title).Element("p", text, ("class", "account"));
        if (number is not null)
        {
            html.Open("p", ("class", "actions"));
            _card.Call(html, number);
            html.Close();
        }

        html.Close();
    }

    private ApiAnswer Write(PopKind kind, int status, string title, string? rest, string? all, Action<Html> content)
    {
        var html = new Html();
        if (kind is PopKind.Whole)
        {
            html.Open("html", ("lang", "en")).Open("head").Void("meta", ("charset", "utf-8")).Element("title", title)
                .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
                .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
                .Void("meta", ("name", "robots"), ("content", "noindex"))
                .Void("link", ("rel", "stylesheet"), ("href", PageFiles.Address(PageFiles.Style)))
                .Open("script", ("src", PageFiles.Address(PageFiles.Script)), ("defer", "")).Close();
            if (all is not null)
            {
                html.Open("noscript").Void("meta", ("http-equiv", "refresh"), ("content", $"0; url={all}")).Close();
            }

            html.Close().Open("body");
        }

        html.Open("main", ("id", "pop"), ("data-title", title), ("data-rest", rest), ("aria-busy", rest is null ? null : "true"));
        content(html);
        html.Close();
        if (kind is PopKind.Whole)
        {
            html.Open("p", ("id", "said"), ("role", "status")).Close().Close().Close();
        }

        var answer = new ApiAnswer(status, kind is PopKind.Whole ? $"<!doctype html>{html}" : html.ToString(), "text/html; charset=utf-8")
            .With("content-security-policy", _policy)
            .With("referrer-policy", "no-referrer")
            .With("x-content-type-options", "nosniff")
            .With("x-robots-tag", "noindex");
        return options.Ancestors.Count > 0 ? answer : answer.With("x-frame-options", "DENY");
    }
}
