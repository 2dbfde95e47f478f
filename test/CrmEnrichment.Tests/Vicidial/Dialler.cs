using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>The floor of a test, on VICIdial: call URLs go in at the HTTP API, with the real executables and the queue behind it.</summary>
public sealed class Dialler : IAsyncDisposable
{
    /// <summary>Whom the plain CRM knows under this vendor code.</summary>
    public const string VendorCode = "CUST-10042";

    private readonly HttpClient _http = new();

    private Dialler(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    /// <summary>The customer of <see cref="VendorCode"/>.</summary>
    public string? this[string member] => Cloud.Crm.Find(VendorCode)![member]?.ToString();

    public static async Task<Dialler> StartAsync(
        bool keepsJournal = false, IReadOnlyDictionary<string, string>? vicidial = null, IReadOnlyDictionary<string, string>? dispositions = null, IReadOnlyDictionary<string, string>? vicidialApi = null,
        params (string Name, string Value)[] journal)
    {
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = Patience.With([("Http__BackOffBaseMs", "1")]),
            Timeout = TimeSpan.FromSeconds(60),
            Vicidial = vicidial ?? new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeZone"] = "America/New_York" },
            Dispositions = dispositions ?? new Dictionary<string, string>(StringComparer.Ordinal),
            VicidialApi = vicidialApi,
            Journal = keepsJournal ? new Dictionary<string, string>([new("WriteAfter", "00:00:01"), new("WaitForWrapUp", "00:00:01"), new("SourceSystem", "VICIdial"), .. journal.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))], StringComparer.Ordinal) : null,
        });
        return new(cloud);
    }

    /// <param name="pathAndQuery">After the secret, as VICIdial has it in the campaign.</param>
    /// <param name="secret">In the path.</param>
    public Task<(int Status, string Text)> CallAsync(string pathAndQuery, string secret = CallUrlSecret.Value) => SendAsync(HttpMethod.Get, pathAndQuery, null, secret);

    public async Task<(int Status, string Text)> SendAsync(HttpMethod method, string pathAndQuery, string? form, string secret = CallUrlSecret.Value)
    {
        // As it stands: a client that mends an address would send something else than VICIdial.
        var address = new Uri($"{Cloud.Http.Url.GetLeftPart(UriPartial.Authority)}/{secret}{pathAndQuery}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, address);
        if (form is not null)
        {
            request.Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/plain");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<(int Status, string Text)> EndAsync(string dispo, string more = "") =>
        CallAsync($"/webhook/call_end?{(more.Contains("lead_id=", StringComparison.Ordinal) ? "" : "lead_id=485721&")}dispo={dispo}&talk_time=120&agent=agent101&phone=3175550142&vendor_code={VendorCode}{more}");

    /// <summary>Until the queue's work shows.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            if (patience.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Not seen: {what}. The CRM: {Cloud.Crm.Find(VendorCode)!.ToJsonString()}. Letters: {string.Join("\n", Cloud.DeadLetters.Bodies)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    public async Task<JsonElement> LetterAsync()
    {
        await UntilAsync(() => Cloud.DeadLetters.Bodies.Count > 0, "a letter");
        return JsonElement.Parse(Cloud.DeadLetters.Bodies.ShouldHaveSingleItem());
    }

    public async Task<JsonElement> ReplayAsync()
    {
        var result = await Cloud.ReplayDeadLetters.InvokeAsync("""{"includePermanent": true}"""u8.ToArray(), TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text);
    }

    public IReadOnlyList<RecordedRequest> Patches => [.. Cloud.Crm.Requests.All.Where(request => request.Method is "PATCH" && request.Status < 300)];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
