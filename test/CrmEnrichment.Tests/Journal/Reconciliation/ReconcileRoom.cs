using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Journal.Reconciliation;

/// <summary>The embedded cloud with the real executable, a journal, and a Genesys that remembers what its events did not bring to us.</summary>
internal sealed class ReconcileRoom : IAsyncDisposable
{
    /// <summary>Of one customer only, whom no sample shares it with.</summary>
    public const string Number = PastCall.Number;

    private ReconcileRoom(EmbeddedCloud cloud) => Cloud = cloud;

    public static Func<RecordedRequest, bool> TheQuery { get; } = request => request.Path.EndsWith("/details/query", StringComparison.Ordinal);

    public EmbeddedCloud Cloud { get; }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What is due is written at once, and an interaction is compared as soon as it has ended.</summary>
    public static async Task<ReconcileRoom> StartAsync(params (string Name, string Value)[] journal)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["WriteAfter"] = "00:00:00", ["WaitForWrapUp"] = "01:00:00", ["Reconcile__After"] = "00:00:00" };
        foreach (var (name, value) in journal)
        {
            settings[name] = value;
        }

        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Journal = settings,
            RetryDelays = [TimeSpan.Zero, TimeSpan.Zero],
            Environment = Patience.With(),
        });
        cloud.Crm.Put(new PretendCustomer("c-1", "ACCT-1") { Phones = [Number] });
        return new(cloud);
    }

    /// <summary>Genesys remembers all of it.</summary>
    public void Happens(params IReadOnlyList<string> events)
    {
        foreach (var e in events)
        {
            Cloud.Genesys.Conversations.Learn(JsonNode.Parse(e));
        }
    }

    /// <summary>And these reach us.</summary>
    public async Task DeliverAsync(params IReadOnlyList<string> events)
    {
        foreach (var e in events)
        {
            (await Cloud.LogInteraction.InvokeAsync(Encoding.UTF8.GetBytes(e), Ct)).Succeeded.ShouldBeTrue();
        }
    }

    /// <returns>The report.</returns>
    public async Task<JsonElement> ReconcileAsync(string request)
    {
        var result = await InvokeAsync(request);
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text);
    }

    public Task<InvocationResult> InvokeAsync(string request) => Cloud.ReconcileJournal.InvokeAsync(Encoding.UTF8.GetBytes(request), Ct);

    /// <summary>By hand: the last hour and a half.</summary>
    public Task<JsonElement> ReconcileAsync(bool fix) => ReconcileAsync($$"""{"since": "{{Now.AddMinutes(-90):O}}", "fix": {{(fix ? "true" : "false")}}}""");

    public IReadOnlyList<JsonObject> EntriesOf(PastCall call) =>
        [.. Cloud.Crm.Activities.All.Where(entry => string.Equals(entry["tracking_id"]?.ToString(), call.TrackingId, StringComparison.Ordinal))];

    /// <summary>Waits for what the other functions do by themselves.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Until every CRM has been told, and nothing but looks from time to time is left.</summary>
    public async Task WrittenAsync(PastCall call)
    {
        await UntilAsync(() => EntriesOf(call).Count > 0 || Cloud.DeadLetters.Bodies.Count > 0);
        Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        await CalmAsync();
    }

    /// <summary>Until no work is due or in hand. The state of an entry is saved before its message is deleted.</summary>
    public Task CalmAsync() => UntilAsync(() => Cloud.JournalWork.Bodies.Count == Cloud.JournalWork.Delayed);

    public static (string Kind, string Lacks) Only(JsonElement report)
    {
        var finding = report.GetProperty("findings").EnumerateArray().ToList().ShouldHaveSingleItem(report.GetRawText());
        return (finding.GetProperty("kind").GetString()!, string.Join(' ', finding.GetProperty("lacks").EnumerateArray().Select(lack => lack.GetString())));
    }

    public static string Counts(JsonElement report) =>
        string.Join(' ', report.GetProperty("counts").EnumerateObject().Select(count => $"{count.Name} {count.Value}"));

    public async ValueTask DisposeAsync()
    {
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
