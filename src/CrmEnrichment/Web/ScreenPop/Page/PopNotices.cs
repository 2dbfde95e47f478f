using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web.ScreenPop.Asking;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>What the agent has to know of the page itself: what is still to come, what is missing, and how sure it is.</summary>
internal static class PopNotices
{
    public static void Write(Html html, Sighting sighting, PopRequest request)
    {
        var found = sighting.Found;
        if (found.Pending.Count > 0)
        {
            html.Open("p", ("class", "notice pending")).Text($"Still asking {Join(found.Pending)}…").Close();
        }

        var missing = found.Failures.Where(failure => !found.Stale.Contains(failure.Upstream, StringComparer.Ordinal)).ToList();
        if (missing.Count + found.Incomplete.Count > 0)
        {
            html.Open("p", ("class", "notice warning"));
            foreach (var failure in missing)
            {
                html.Text($"{failure.Upstream} {Why(failure)}. ");
            }

            if (found.Incomplete.Count > 0)
            {
                html.Text($"Not read: {Join(found.Incomplete)}. ");
            }

            html.Element("a", "Try again", ("id", "again"), ("href", $"?{request.Query(request.Choice)}"), ("data-again", $"screenpop/{PopPage.Rest}?{request.Query(request.Choice)}")).Close();
        }

        if (found.Stale.Count > 0)
        {
            html.Open("p", ("class", "notice")).Text($"{Join(found.Stale)} does not answer: an earlier answer is shown.").Close();
        }

        if (sighting.HasLostRecord)
        {
            html.Open("p", ("class", "notice")).Text("The record that the dialler names is not in the CRM. This was found by the number.").Close();
        }

        if (sighting.IsChosen)
        {
            html.Open("p", ("class", "notice")).Text("One of several customers with this number. ").Element("a", "Choose another", ("id", "other"), ("href", $"?{request.Query()}")).Close();
        }
    }

    private static string Why(UpstreamException failure) => failure switch
    {
        { IsTimeout: true } => "did not answer in time",
        { Fault: UpstreamFault.Throttled } => "takes no more requests at the moment",
        _ => "is not available",
    };

    private static string Join(IReadOnlyList<string> names) => string.Join(", ", names);
}
