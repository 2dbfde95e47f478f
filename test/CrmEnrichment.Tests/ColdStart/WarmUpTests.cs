using System.Net;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.Http;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.ColdStart;

/// <summary>What a start does before the first event, and that none of it can fail the start.</summary>
public sealed class WarmUpTests : IDisposable
{
    private readonly HttpRoom _room = new();
    private readonly ProcessStart _start = new();
    private readonly CapturedLog<WarmUp> _log = new();
    private readonly List<string> _done = [];

    [Fact]
    public async Task A_token_is_fetched_and_a_connection_opened_for_what_is_called_with_it_and_nothing_else_is_sent()
    {
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1"));
        _room.Upstream.When(HttpMethod.Head, HttpRoom.Api.AbsoluteUri).Answers(HttpStatusCode.NotFound);
        var oauth = _room.OAuth();
        using var api = _room.Client(oauth);

        await WarmUp().LoadAndConnectAsync();

        _room.Upstream.Requests.Select(request => $"{request.Method} {request.Address}").ShouldBe([$"POST {HttpRoom.TokenAddress}", $"HEAD {HttpRoom.Api}"], ignoreOrder: true);
        _room.Upstream.Requests.Single(request => request.Method == HttpMethod.Head).Authorization.ShouldBeNull();
        (await oauth.GetAsync(TestContext.Current.CancellationToken)).Parameter.ShouldBe("t1");
        _start.IsUnderWay.ShouldBeFalse();
        _log.Lines.ShouldHaveSingleItem().ShouldContain("2 of 2 steps done");
    }

    [Fact]
    public async Task What_is_called_later_is_only_begun_and_the_first_event_joins_it()
    {
        var answered = new TaskCompletionSource();
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).AnswersWhen(answered.Task, HttpStatusCode.OK, HttpRoom.Token("t1"));
        var oauth = _room.OAuth();
        using var api = Later(oauth);
        var warmUp = WarmUp(Step("keys", WarmUpKind.Connections));

        await warmUp.LoadAndConnectAsync();
        var joined = oauth.GetAsync(TestContext.Current.CancellationToken);

        (joined.IsCompleted, _start.IsUnderWay).ShouldBe((false, true));
        _log.Lines.ShouldHaveSingleItem().ShouldContain("1 of 1 steps done, 2 more begun");
        answered.SetResult();
        (await joined).Parameter.ShouldBe("t1");
        await warmUp.Ended;
        _start.IsUnderWay.ShouldBeFalse();
        _room.Upstream.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_token_request_that_a_freeze_cut_off_is_made_anew_by_the_first_event_and_is_no_error()
    {
        var cut = new TaskCompletionSource();
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).AnswersWhen(cut.Task, HttpStatusCode.OK).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        _room.Options.MaxRetries = 0;
        var oauth = _room.OAuth();
        using var api = Later(oauth);
        var warmUp = WarmUp();
        await warmUp.LoadAndConnectAsync();
        SpinWait.SpinUntil(() => _room.Upstream.Requests.Count > 0, TimeSpan.FromSeconds(10)).ShouldBeTrue();

        var joined = oauth.GetAsync(TestContext.Current.CancellationToken);
        cut.SetException(new HttpRequestException("An error occurred while sending the request.", new IOException("Connection reset by peer")));

        (await joined).Parameter.ShouldBe("t2");
        await warmUp.Ended;
        _start.IsUnderWay.ShouldBeTrue();
        _room.Log.Lines.Concat(_log.Lines).ShouldAllBe(line => !line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_tls_no_connection_is_opened()
    {
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1"));
        using var api = _room.Client(_room.OAuth(), new Uri("http://api.genesys.test/"));

        await WarmUp().LoadAndConnectAsync();

        _room.Upstream.Requests.ShouldHaveSingleItem().Method.ShouldBe(HttpMethod.Post);
    }

    [Fact]
    public async Task Before_a_snapshot_only_code_is_loaded_and_after_the_restore_all_is_fetched_anew()
    {
        _room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        var oauth = _room.OAuth();
        using var api = _room.Client(oauth, new Uri("http://api.genesys.test/"));
        await oauth.GetAsync(TestContext.Current.CancellationToken);
        var warmUp = WarmUp(Step("code", WarmUpKind.Code), Step("keys", WarmUpKind.Connections));

        await warmUp.LoadAsync();
        (string.Join(' ', _done), _start.IsUnderWay).ShouldBe(("code", true));
        await warmUp.ConnectAnewAsync();

        (string.Join(' ', _done), _start.IsUnderWay).ShouldBe(("code keys", false));
        (await oauth.GetAsync(TestContext.Current.CancellationToken)).Parameter.ShouldBe("t2");
    }

    [Fact]
    public async Task What_fails_is_named_and_hinders_nothing_else()
    {
        var warmUp = WarmUp(
            new("throttled", WarmUpKind.Connections, _ => throw new UpstreamException("AWS Secrets Manager", UpstreamFault.Throttled, "AWS Secrets Manager is not available (429).")),
            new("broken", WarmUpKind.Code, _ => throw new FormatException("+13175550142")),
            Step("keys", WarmUpKind.Connections));

        await warmUp.LoadAndConnectAsync();

        _done.ShouldBe(["keys"]);
        _start.IsUnderWay.ShouldBeTrue();
        _log.Lines.ShouldContain(line => line.StartsWith("Warning: Warm-up without throttled; the first event does it itself. AWS Secrets Manager is not available (429).", StringComparison.Ordinal));
        _log.Lines.ShouldContain(line => line.StartsWith("Warning: Warm-up without broken; the first event does it itself. FormatException.", StringComparison.Ordinal));
        _log.Lines.ShouldContain(line => line.Contains("1 of 3 steps done", StringComparison.Ordinal));
        _log.Lines.ShouldAllBe(line => !line.Contains("3175550142", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_hangs_is_waited_for_five_seconds_even_if_it_keeps_its_thread()
    {
        using var end = new ManualResetEventSlim();
        using var begun = new CountdownEvent(2);
        var warming = WarmUp(
            new("deaf", WarmUpKind.Code, _ =>
            {
                begun.Signal();
                end.Wait(CancellationToken.None);
                return Task.CompletedTask;
            }),
            new("slow", WarmUpKind.Connections, async ct =>
            {
                begun.Signal();
                await new TaskCompletionSource().Task.WaitAsync(ct);
            })).LoadAndConnectAsync();
        begun.Wait(TestContext.Current.CancellationToken);

        _room.Time.Advance(TimeSpan.FromSeconds(5));
        await warming;

        end.Set();
        _log.Lines.Count(line => line.Contains("It was not ready within 5000 ms.", StringComparison.Ordinal)).ShouldBe(2);
        _start.IsUnderWay.ShouldBeTrue();
    }

    public void Dispose() => _room.Dispose();

    /// <summary>A client of an upstream that an event calls last.</summary>
    private HttpClient Later(OAuthToken oauth) => _room.Clients.Create(new Upstream("Genesys", new Uri("http://api.genesys.test/"), IsCalledLater: true), oauth);

    private WarmUp WarmUp(params WarmUpStep[] steps) => new(steps, _room.Clients, _start, _room.Time, _log);

    private WarmUpStep Step(string name, WarmUpKind kind) => new(name, kind, _ =>
    {
        _done.Add(name);
        return Task.CompletedTask;
    });
}
