using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Leads;

/// <summary>A CRM that brings leads, over a real socket, with the real executables, the queue and the pretend VICIdial behind it.</summary>
public sealed class LeadRoom : IAsyncLifetime
{
    public const string List = VicidialAccount.List;

    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<InvocationResult> _ended = new();

    public EmbeddedCloud Cloud { get; private set; } = null!;

    public PretendVicidial Vicidial => Cloud.Vicidial;

    /// <summary>Settings of leads over those that every test has.</summary>
    public IReadOnlyDictionary<string, string> Leads { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> SourceSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Fields__phone"] = "phone",
        ["Fields__country"] = "country",
        ["Fields__firstName"] = "first_name",
        ["Fields__email"] = "email",
    };

    /// <summary>How long a function may run, and a message of the queue is hidden; the usual times where it is not set.</summary>
    public TimeSpan? Limit { get; init; }

    public static async Task<LeadRoom> OpenAsync(TimeSpan? limit = null, params IReadOnlyList<(string Name, string Value)> leads)
    {
        var room = new LeadRoom { Limit = limit, Leads = leads.ToDictionary(setting => setting.Name, setting => setting.Value) };
        await room.InitializeAsync();
        return room;
    }

    public async ValueTask InitializeAsync()
    {
        Cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Http__BackOffBaseMs"] = "1",
                ["Http__AttemptTimeoutMs"] = "10000",
                ["Customers__DeadlineMs"] = "60000",
            },
            SourceSettings = SourceSettings,
            VicidialApi = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TimeoutMs"] = "10000",
                ["LeadFields__first_name"] = "firstName",
                ["LeadFields__email"] = "email",
            },
            Leads = new Dictionary<string, string>(
                Leads.Concat(new Dictionary<string, string>(StringComparer.Ordinal) { ["DefaultList"] = List, ["PauseMs"] = "1" }).DistinctBy(setting => setting.Key, StringComparer.Ordinal), StringComparer.Ordinal),
            LeadVisibility = Limit,
            Timeout = Limit ?? TimeSpan.FromSeconds(60),
        });
        Cloud.Lambda.Activity.Ended = (_, _, result) => _ended.Enqueue(result);
    }

    /// <param name="json">The body.</param>
    /// <param name="path">After <c>/leads</c>.</param>
    /// <param name="key">Of the API; null for none.</param>
    /// <param name="headers">Further ones.</param>
    public async Task<(int Status, string Body)> PostAsync(string json, string path = "", string? key = LeadKeys.Key, string contentType = "application/json", params IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Cloud.Http.Url, $"/leads{path}"));
        request.Headers.TryAddWithoutValidation("x-api-key", key is null ? [] : [key]);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Brings a lead, and waits until the queue is done with it.</summary>
    public async Task BringAsync(string json)
    {
        var (status, body) = await PostAsync(json);
        status.ShouldBe(202, body);
        await DoneAsync();
    }

    /// <summary>Until the queue has no lead left.</summary>
    public Task DoneAsync() => UntilAsync(() => Cloud.LeadWork.Bodies.Count == 0, "an empty queue of leads");

    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            if (patience.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Not seen: {what}. Letters: {string.Join("\n", Cloud.DeadLetters.Bodies)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    public IReadOnlyList<PretendLead> LeadsOf(string vendorCode) => [.. Vicidial.Leads.Where(lead => string.Equals(lead["vendor_lead_code"], vendorCode, StringComparison.Ordinal))];

    public IReadOnlyList<RecordedRequest> Added(string phone) =>
        [.. Vicidial.Requests.All.Where(request => request.Body.Contains("function=add_lead", StringComparison.Ordinal) && request.Body.Contains($"phone_number={phone}", StringComparison.Ordinal))];

    /// <summary>The letter about a record, which it holds in its event.</summary>
    public async Task<JsonElement> LetterAsync(string id)
    {
        await UntilAsync(() => Letters(id).Any(), $"a letter about {id}");
        return Letters(id).ShouldHaveSingleItem();
    }

    public IEnumerable<JsonElement> Letters(string id) => Cloud.DeadLetters.Bodies.Select(body => JsonElement.Parse(body)).Where(letter => letter.GetProperty("event").GetProperty("detail").GetProperty("id").ValueEquals(id));

    public async Task<JsonElement> ReplayAsync()
    {
        var result = await Cloud.ReplayDeadLetters.InvokeAsync("""{"includePermanent": true}"""u8.ToArray(), TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text);
    }

    /// <summary>What became of leads, by the metric, since the room was opened.</summary>
    public IReadOnlyList<string> Results =>
        [.. _ended.SelectMany(result => result.Log.Lines).Where(line => line.Contains("\"leads\":", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line).GetProperty("Result").GetString()!)];

    /// <summary>Waits until so many leads have come to an end.</summary>
    public async Task<IReadOnlyList<string>> ResultsAsync(int count)
    {
        await UntilAsync(() => Results.Count >= count, $"{count} leads at their end");
        return Results;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
