using System.Globalization;
using System.Net;
using System.Text;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Journal;

/// <summary>What an interaction costs of a CRM's quota, through the real executables: docs/journal.md names the numbers, and calculates with them.</summary>
public sealed class JournalRequestsTests
{
    private static readonly string[] s_call =
        ["01-customer-start-voice-inbound-known-ani.json", "17-user-start.json", "18-user-end.json", "20-acw.json", "19-customer-end.json"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Rest")]
    [InlineData("HubSpot")]
    [InlineData("Salesforce")]
    [InlineData("Vtiger")]
    public async Task An_interaction_costs_the_requests_that_the_page_names(string kind)
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Timeout = TimeSpan.FromSeconds(30),
            Journal = new Dictionary<string, string>(StringComparer.Ordinal),
            Environment = Patience.With(),
        });
        var requests = await DeployAsync(kind, cloud);
        (await cloud.EnrichInteraction.InvokeEventAsync(SampleEvent.Named(s_call[0]).Payload, Ct)).Succeeded.ShouldBeTrue();
        var lookUp = requests.All.Count(IsCounted);
        foreach (var file in s_call)
        {
            (await cloud.LogInteraction.InvokeEventAsync(SampleEvent.Named(file).Payload, Ct)).Succeeded.ShouldBeTrue();
        }

        // The message that looks at the interaction a quarter of an hour after its first event is all that is left.
        await requests.CompletionOfAsync(request => request.Method is not "GET" && IsEntry(request), Ct);
        while (cloud.JournalWork.Bodies.Count > cloud.JournalWork.Delayed)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }

        cloud.DeadLetters.Bodies.ShouldBeEmpty();
        var journal = requests.All.Count(IsCounted) - lookUp;
        var row = Repository.Read("docs/journal.md").Split('\n').Single(line => line.StartsWith($"| {kind} |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        (row[2], row[3]).ShouldBe(
            (lookUp.ToString(CultureInfo.InvariantCulture), journal.ToString(CultureInfo.InvariantCulture)),
            string.Join('\n', requests.All.Select(request => $"{request.Method} {request.Path} {Encoding.UTF8.GetString(request.Content.Span)[..Math.Min(60, request.Content.Length)]}")));
    }

    /// <summary>Logins and descriptions are of a process, and not of an interaction.</summary>
    private static bool IsCounted(RecordedRequest request) =>
        !request.Path.Contains("oauth2", StringComparison.Ordinal)
        && !IsVtigers(request, "getchallenge") && !IsVtigers(request, "login") && !IsVtigers(request, "describe") && !IsVtigers(request, "listtypes");

    private static bool IsVtigers(RecordedRequest request, string operation) =>
        request.Query.Contains($"operation={operation}", StringComparison.Ordinal) || Encoding.UTF8.GetString(request.Content.Span).Contains($"operation={operation}", StringComparison.Ordinal);

    private static bool IsEntry(RecordedRequest request) =>
        request.Path.EndsWith("/activities", StringComparison.Ordinal) || request.Path.Contains("/calls/", StringComparison.Ordinal) || request.Path.EndsWith("/composite", StringComparison.Ordinal) || IsVtigers(request, "create");

    private static async Task<RequestLog> DeployAsync(string kind, EmbeddedCloud cloud)
    {
        switch (kind)
        {
            case "HubSpot":
                var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                SampleContacts.PutInto(hubSpot);
                await cloud.UseAsync(hubSpot);
                return hubSpot.Requests;
            case "Salesforce":
                var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                SampleRecords.PutInto(salesforce);
                await cloud.UseAsync(salesforce);
                return salesforce.Requests;
            case "Vtiger":
                var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                SampleCallers.PutInto(vtiger);
                await cloud.UseAsync(vtiger);
                return vtiger.Requests;
            default:
                return cloud.Crm.Requests;
        }
    }
}
