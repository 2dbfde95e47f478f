using System.Globalization;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Web.ScreenPop.Asking;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>Several customers have the number: the agent asks who is calling, and opens that one.</summary>
internal static class Chooser
{
    public static void Write(Html html, ScreenPopOptions options, Found found, PopRequest request, CallerNumber? number)
    {
        html.Open("header", ("class", "who several"))
            .Element("h1", string.Create(CultureInfo.InvariantCulture, $"{found.Candidates.Count} customers"))
            .Element("p", $"have {number?.Text ?? "this number"}. Ask who is calling, then choose.", ("class", "account")).Close();
        html.Open("nav", ("aria-label", "Customers with this number")).Open("ul", ("class", "choices"));
        foreach (var candidate in found.Candidates)
        {
            var fields = new CustomerFields(options, candidate.Fields);
            html.Open("li");
            if (candidate.Record is { } record)
            {
                html.Open("a", ("class", "choice"), ("href", $"?{request.Query(CustomerSearch.NameOf(record))}"));
            }
            else
            {
                html.Open("div", ("class", "choice"));
            }

            html.Element("strong", fields.Text("name") ?? "Without a name", ("dir", "auto"));
            string?[] facts = [fields.Text("account"), fields.IsYes("vip") ? "VIP" : null, fields.Text("tier"), fields.Text("status"), candidate.Source];
            html.Element("span", string.Join(" · ", facts.OfType<string>()), ("class", "meta"), ("dir", "auto"));
            html.Close().Close();
        }

        html.Close().Close();
    }
}
