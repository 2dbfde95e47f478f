using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Twilio;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>The contact centre of a test, on Twilio: signed callbacks go in at the HTTP API, with the real executable behind it.</summary>
public sealed class Switchboard : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private Switchboard(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    public PretendTask Task => Cloud.Twilio[Forms.TaskSid];

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>One task waits, as Studio has created it.</summary>
    public static async Task<Switchboard> StartAsync(bool keepsJournal = false, params (string Name, string Value)[] environment)
    {
        var variables = Patience.With([("Http__BackOffBaseMs", "1"), .. environment]);
        var board = new Switchboard(await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = variables,
            Twilio = new Dictionary<string, string>(StringComparer.Ordinal),
            Timeout = TimeSpan.FromSeconds(60),
            Journal = keepsJournal ? new Dictionary<string, string>(StringComparer.Ordinal) { ["WriteAfter"] = "00:00:01", ["WaitForWrapUp"] = "00:00:01" } : null,
        }));
        board.Cloud.Twilio.Put(Forms.TaskSid, Forms.Attributes);
        return board;
    }

    /// <returns>The status of the answer.</returns>
    public async Task<int> TellAsync(string path, IReadOnlyDictionary<string, string> form, string token = TwilioAccount.Token)
    {
        using var request = TwilioAccount.Callback(Cloud.Http.Url, path, form, token);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public Task<int> CreatedAsync(params (string Name, string Value)[] more) => TellAsync("/twilio/taskrouter", Forms.TaskRouter("task.created", 0, Now, more));

    public async Task<int> SendAsync(Func<Uri, HttpRequestMessage> make)
    {
        using var request = make(Cloud.Http.Url);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public async Task<JsonElement> ReplayAsync()
    {
        var result = await Cloud.ReplayDeadLetters.InvokeAsync("""{"includePermanent": true}"""u8.ToArray(), TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text);
    }

    public JsonElement OnlyLetter() => JsonElement.Parse(Cloud.DeadLetters.Bodies.ShouldHaveSingleItem());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
