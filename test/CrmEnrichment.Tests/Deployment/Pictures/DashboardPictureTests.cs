using System.Text;
using System.Xml.Linq;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment.Pictures;

/// <summary>The dashboard over an outage of the CRM in the local cloud. With DASHBOARD_PICTURE, the picture is written into that file, of a longer run.</summary>
public sealed class DashboardPictureTests
{
    private static readonly string? s_file = Environment.GetEnvironmentVariable("DASHBOARD_PICTURE");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_graphs_show_what_the_functions_count()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { Environment = new Dictionary<string, string>([EmbeddedCloud.ForgetsAtOnce], StringComparer.Ordinal) { ["Healing__FirstPause"] = "00:00:00" } });
        var metrics = new LocalMetrics(cloud);
        var (rounds, pause) = s_file is null ? (12, TimeSpan.Zero) : (150, TimeSpan.FromMilliseconds(250));
        cloud.Crm.Put(new("c-known", "ACCT-1") { Phones = ["+13175550150"] });
        for (var round = 0; round < rounds; round++)
        {
            await PlayAsync(cloud, round, rounds);
            metrics.Take();
            await Task.Delay(pause, TimeProvider.System, Ct);
        }

        // What was logged last is still in the pipe.
        await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), Ct);
        metrics.Take();

        var widgets = Dashboard.Read(Combinations.All["default"]);
        var period = Math.Max(0.001, metrics.Now / 40);
        var curves = widgets.ToDictionary(widget => widget.Title, widget => widget.Curves.SelectMany(curve => DrawnCurve.Of(curve, metrics.All, period)).ToList());
        var found = curves.Values.SelectMany(some => some).Select(curve => curve.Label).ToList();
        new[] { "Enriched", "NoMatch", "CrmUnavailable", "need a person", "heal by themselves", "healed", "crm", "Genesys" }.ShouldBeSubsetOf(found);
        curves["Letters"].Single(curve => curve.Label == "waiting").Points.Max(point => point.Value).ShouldBeGreaterThan(0);

        var picture = DashboardPicture.Of($"Dashboard of template.yaml, over {metrics.Now:0} seconds in the local cloud with an outage of the CRM", widgets, metrics.All, period);
        var texts = XDocument.Parse(picture).Descendants().Where(element => element.Name.LocalName is "text").Select(element => element.Value).ToList();
        widgets.Select(widget => widget.Title).ShouldBeSubsetOf(texts);
        if (s_file is not null)
        {
            await File.WriteAllTextAsync(s_file, picture, Ct);
        }
    }

    /// <summary>Of every six calls one is from nobody's customer. In the middle of the run the CRM is away; the schedule replays.</summary>
    private static async Task PlayAsync(EmbeddedCloud cloud, int round, int rounds)
    {
        if (round == rounds / 3)
        {
            cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));
        }
        else if (round == rounds * 2 / 3)
        {
            cloud.Crm.Faults.Clear();
        }

        cloud.ForgetCustomers();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(Call(i == 0 ? "+13175550199" : "+13175550150")), Ct)));
        if (round % 3 == 2)
        {
            await cloud.ReplayDeadLetters.InvokeAsync("""{"healing": true, "rate": 100}"""u8.ToArray(), Ct);
            await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), Ct);
        }
    }

    private static string Call(string number)
    {
        var conversation = Guid.NewGuid().ToString();
        return PartnerEvent.Write(conversation, "customer.start", conversation, TimeProvider.System.GetUtcNow(), number, () => Guid.NewGuid().ToString());
    }
}
