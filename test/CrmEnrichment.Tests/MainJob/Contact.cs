using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>The contact centre of a test: the embedded cloud with the real executable in it.</summary>
public sealed class Contact : IAsyncDisposable
{
    private Contact(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    public static Func<RecordedRequest, bool> TheCrm { get; } = request => request.Path.StartsWith("/customers", StringComparison.Ordinal);

    public static Func<RecordedRequest, bool> ThePatch { get; } = request => request.Method is "PATCH";

    public static Func<RecordedRequest, bool> TheLogin { get; } = request => request.Path is "/oauth/token";

    /// <summary>For tests in which the same caller has to be asked for again.</summary>
    public static (string Name, string Value) Uncached { get; } = ("Customers__Cache__Enabled", "false");

    /// <summary>
    /// The recorded events are old; waits between retries are short, since they are real here. Nobody's answer is late, however busy
    /// the machine is, except where a test sets less patience.
    /// </summary>
    public static async Task<Contact> StartAsync(params (string Name, string Value)[] environment)
    {
        var variables = Patience.With([("Http__BackOffBaseMs", "1"), .. environment]);
        return new Contact(await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { Environment = variables, RetryDelays = [TimeSpan.Zero, TimeSpan.Zero] }));
    }

    /// <summary>Plays an event and gives the outcome's name, or the error's type.</summary>
    public async Task<string> PlayAsync(JsonElement payload) => await PlayAsync(payload.GetRawText());

    public async Task<string> PlayAsync(string payload)
    {
        var result = await InvokeAsync(payload);
        return result.Succeeded ? JsonElement.Parse(result.Text).GetProperty("outcome").GetString()! : result.ErrorType!;
    }

    public Task<InvocationResult> InvokeAsync(string payload) => Cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload));

    public async Task<JsonElement> ReplayAsync(string request = "{}")
    {
        var result = await Cloud.ReplayDeadLetters.InvokeAsync(Encoding.UTF8.GetBytes(request));
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text);
    }

    /// <summary>The bodies of all PATCH requests that were answered with success, but for those that only say that every source failed.</summary>
    public IReadOnlyList<JsonElement> Written => [.. Patches.Where(body => !SaysOfFailure(body))];

    /// <summary>How often an agent was told that every source failed.</summary>
    public int FailuresTold => Patches.Count(SaysOfFailure);

    private IEnumerable<JsonElement> Patches =>
        Cloud.Genesys.Requests.Where(r => ThePatch(r) && r.Status is >= 200 and < 300).Select(r => JsonElement.Parse(r.Content.Span));

    private static bool SaysOfFailure(JsonElement body) => body.GetRawText() is """{"attributes":{"crm.lookupStatus":"Failed"}}""" or """{"context":{"lookupStatus":"Failed"}}""";

    /// <summary>The attributes of the only context that was written.</summary>
    public JsonElement Attributes => Written.ShouldHaveSingleItem().GetProperty("attributes");

    public IReadOnlyList<JsonElement> Letters => [.. Cloud.DeadLetters.Bodies.Select(body => JsonElement.Parse(body))];

    public JsonElement Letter => Letters.ShouldHaveSingleItem();

    public void NothingLiesInTheQueue() => Letters.ShouldBeEmpty();

    /// <summary>But for the token that a process fetches at its start.</summary>
    public void NobodyWasAsked()
    {
        Cloud.Genesys.Requests.Where(request => !TheLogin(request)).ShouldBeEmpty();
        Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
