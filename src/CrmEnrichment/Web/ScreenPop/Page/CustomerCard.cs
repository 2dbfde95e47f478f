using System.Globalization;
using CrmEnrichment.Customers.Lookups;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>One customer: who it is, how important, what is open, what happened last, and the rest.</summary>
internal sealed class CustomerCard(ScreenPopOptions options, TimeProvider time)
{
    /// <summary>Of a list; the others are behind a disclosure.</summary>
    private const int MostShown = 4;

    /// <summary>The heading: the name, how important they are, and what can be done at once.</summary>
    public void Head(Html html, CustomerFields fields, Found found, CallerNumber? number)
    {
        html.Open("header", ("class", "who"));
        html.Element("h1", fields.Text("name") ?? number?.Text ?? "Customer without a name", ("dir", "auto"));
        if (fields.Text("account") is { } account)
        {
            html.Element("p", account, ("class", "account"), ("dir", "auto"));
        }

        Badges(html, fields);
        html.Open("p", ("class", "actions"));
        Call(html, number);
        foreach (var record in found.Records.DistinctBy(record => record.Source, StringComparer.Ordinal))
        {
            if (options.RecordLinkTo(record) is { } link)
            {
                html.Element("a", $"Open in {record.Source}", ("id", $"open-{record.Source}"), ("class", "button"), ("href", link), ("target", "_blank"), ("rel", "noopener noreferrer"));
            }
        }

        html.Close().Close();
    }

    public void Call(Html html, CallerNumber? number)
    {
        if (number is not null)
        {
            html.Open("a", ("id", "call"), ("class", "button primary"), ("href", options.CallLinkTo(number.E164)))
                .Element("span", "Call ", ("class", "quiet")).Element("span", number.Text, ("class", "number")).Close();
        }
    }

    /// <summary>Everything below the heading.</summary>
    public void Body(Html html, CustomerFields fields, bool isPending)
    {
        var deals = fields.Items("deals");
        List(html, "deals", "Open deals", deals.Count > 0 ? deals : OnlyDeal(fields), isPending);
        var interactions = fields.Items("interactions");
        List(html, "contacts", "Last contacts", interactions.Count > 0 ? interactions : OnlyContact(fields), isPending);
        List(html, "notes", "Notes", fields.Items("notes"), isPending: false);
        Others(html, fields);
    }

    private static void Badges(Html html, CustomerFields fields)
    {
        (string? Text, string Class)[] badges = [(fields.IsYes("vip") ? "VIP" : null, "vip"), (fields.Text("tier"), "tier"), (fields.Text("status"), "status")];
        if (!Array.Exists(badges, badge => badge.Text is not null))
        {
            return;
        }

        html.Open("ul", ("class", "badges"), ("aria-label", "Standing"));
        foreach (var (text, kind) in badges.Where(badge => badge.Text is not null))
        {
            html.Element("li", text!, ("class", kind), ("data-value", text!.ToLowerInvariant()));
        }

        html.Close();
    }

    private static IReadOnlyList<ListItem> OnlyDeal(CustomerFields fields) =>
        (fields.Text("dealName"), fields.Amount("dealAmount"), fields.Text("dealStage")) is var (name, amount, stage) && (name ?? amount ?? stage) is not null
            ? [new ListItem(name, amount, null, stage is null ? [] : [stage], null)]
            : [];

    private static IReadOnlyList<ListItem> OnlyContact(CustomerFields fields) => fields.Time("lastContact") is var (label, at) ? [new ListItem(label, null, at, [], null)] : [];

    private void List(Html html, string id, string title, IReadOnlyList<ListItem> items, bool isPending)
    {
        if (items.Count == 0 && !isPending)
        {
            return;
        }

        html.Open("section", ("class", id), ("aria-labelledby", id)).Element("h2", title, ("id", id));
        if (items.Count == 0)
        {
            PopPage.Skeleton(html, 2);
        }
        else
        {
            Items(html, items.Take(MostShown));
            if (items.Count > MostShown)
            {
                html.Open("details", ("id", $"{id}-more")).Element("summary", string.Create(CultureInfo.InvariantCulture, $"{items.Count - MostShown} more"));
                Items(html, items.Skip(MostShown));
                html.Close();
            }
        }

        html.Close();
    }

    private void Items(Html html, IEnumerable<ListItem> items)
    {
        html.Open("ul", ("class", "items"));
        foreach (var item in items)
        {
            html.Open("li");
            if (item.Title is not null || item.Amount is not null)
            {
                html.Open("p", ("class", "line")).Element("strong", item.Title ?? "", ("dir", "auto"));
                if (item.Amount is not null)
                {
                    html.Element("span", item.Amount, ("class", "amount"));
                }

                html.Close();
            }

            if (item.At is not null || item.Details.Count > 0)
            {
                html.Open("p", ("class", "meta"));
                if (item.At is { } at)
                {
                    Time(html, at);
                }

                foreach (var detail in item.Details)
                {
                    html.Element("span", detail, ("dir", "auto"));
                }

                html.Close();
            }

            if (item.Text is not null)
            {
                html.Element("p", item.Text, ("class", "text"), ("dir", "auto"));
            }

            html.Close();
        }

        html.Close();
    }

    private void Others(Html html, CustomerFields fields)
    {
        var others = fields.Others.Select(other => (other.Label, At: FieldText.Time(other.Value), Text: FieldText.Of(other.Value))).Where(other => other.Text is not null).ToList();
        if (others.Count == 0)
        {
            return;
        }

        html.Open("section", ("class", "facts"), ("aria-labelledby", "facts")).Element("h2", "Details", ("id", "facts")).Open("dl");
        foreach (var (label, at, text) in others)
        {
            html.Element("dt", label).Open("dd", ("dir", "auto"));
            if (at is { } moment)
            {
                Time(html, moment);
            }
            else
            {
                html.Text(text!);
            }

            html.Close();
        }

        html.Close().Close();
    }

    private void Time(Html html, DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        html.Open("time", ("datetime", at.ToString("O", CultureInfo.InvariantCulture))).Element("span", FieldText.Relative(at, now)).Text($", {FieldText.Day(at)}").Close();
    }
}
