using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.Http;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Health;

/// <summary>Components of every temper, under a clock that moves when it is told to.</summary>
public sealed class CheckHealthTests : IDisposable
{
    private static readonly TimeSpan s_plenty = TimeSpan.FromMinutes(1);

    private readonly HttpRoom _room = new();
    private readonly StringWriter _metrics = new();
    private readonly CapturedLog<CheckHealth> _log = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_hangs_is_late_at_its_deadline_and_hides_none_of_the_others()
    {
        var checking = CheckAsync(s_plenty, Hanging("hanging"), Well("well"), Ill("ill", UpstreamFault.Forbidden));
        checking.IsCompleted.ShouldBeFalse();

        _room.Time.Advance(TimeSpan.FromMilliseconds(4_999));
        checking.IsCompleted.ShouldBeFalse();
        _room.Time.Advance(TimeSpan.FromMilliseconds(1));

        var checks = await checking;
        checks.Select(check => check.Name).ShouldBe(["hanging", "well", "ill"]);
        checks[0].Result.ShouldBeOfType<ProbeResult.Late>().Deadline.ShouldBe(TimeSpan.FromSeconds(5));
        checks[0].Took.ShouldBe(TimeSpan.FromSeconds(5));
        checks[1].Result.ShouldBeOfType<ProbeResult.Healthy>();
        checks[1].Took.ShouldBe(TimeSpan.Zero);
        checks[2].Result.ShouldBeOfType<ProbeResult.Unhealthy>().Failure.Reason.ShouldBe(FailureReason.Forbidden);
    }

    [Fact]
    public async Task What_listens_to_the_token_is_late_too_and_is_told_to_stop()
    {
        var told = new TaskCompletionSource();
        var checking = CheckAsync(s_plenty, new Component("slow", ComponentKind.State, async ct =>
        {
            await using var registration = ct.Register(told.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }));

        _room.Time.Advance(TimeSpan.FromSeconds(5));

        (await checking).ShouldHaveSingleItem().Result.ShouldBeOfType<ProbeResult.Late>();
        told.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_check_ends_before_Lambda_ends_it_whatever_is_configured()
    {
        var checking = CheckAsync(TimeSpan.FromSeconds(2), Hanging("hanging"));

        _room.Time.Advance(TimeSpan.FromMilliseconds(1_800));

        (await checking).ShouldHaveSingleItem().Result.ShouldBeOfType<ProbeResult.Late>().Deadline.ShouldBe(TimeSpan.FromMilliseconds(1_800));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bug_in_one_probe_is_that_components_and_tells_no_values(bool atOnce)
    {
        var bug = new Component("buggy", ComponentKind.CustomerSource, atOnce
            ? _ => throw new InvalidOperationException("hush")
            : _ => Task.FromException(new InvalidOperationException("hush")));

        var checks = await CheckAsync(s_plenty, bug, Well("well"));

        var failure = checks[0].Result.ShouldBeOfType<ProbeResult.Unhealthy>();
        failure.Failure.Reason.ShouldBe(FailureReason.Unexpected);
        failure.Message.ShouldContain("System.InvalidOperationException");
        failure.Message.ShouldEndWith("Report this as a bug.");
        $"{failure.Message}{string.Concat(_log.Lines)}".ShouldNotContain("hush");
        checks[1].IsHealthy.ShouldBeTrue();
    }

    [Theory]
    [InlineData(UpstreamFault.Unavailable, "Unavailable", "Check that it is up")]
    [InlineData(UpstreamFault.Throttled, "Throttled", "Find out who uses up its rate limit")]
    [InlineData(UpstreamFault.AuthRefused, "AuthFailure", null)]
    [InlineData(UpstreamFault.Forbidden, "Forbidden", null)]
    [InlineData(UpstreamFault.Rejected, "Rejected", "Check its settings")]
    public async Task A_fault_has_the_reason_of_its_letters_and_a_remedy_where_its_own_words_have_none(UpstreamFault fault, string reason, string? remedy)
    {
        var result = (await CheckAsync(s_plenty, Ill("crm", fault))).ShouldHaveSingleItem().Result.ShouldBeOfType<ProbeResult.Unhealthy>();

        result.Failure.Reason.ToString().ShouldBe(reason);
        result.Message.ShouldStartWith("crm: so it is.");
        result.Message.ShouldContain(remedy ?? "crm: so it is.");
        _log.Lines.ShouldHaveSingleItem().ShouldContain($"crm is {reason}: {result.Message}");
    }

    [Fact]
    public async Task Each_component_has_its_two_metrics_and_only_what_is_not_well_is_logged()
    {
        var checking = CheckAsync(s_plenty, Hanging("hanging"), Well("well"), Ill("ill", UpstreamFault.Unavailable));
        _room.Time.Advance(TimeSpan.FromSeconds(5));
        await checking;

        Published(MetricNames.ComponentHealthy).ShouldBe([("hanging", 0), ("well", 1), ("ill", 0)]);
        Published(MetricNames.ProbeLatency).ShouldBe([("hanging", 5000), ("well", 0), ("ill", 0)]);
        _log.Lines.Count.ShouldBe(2);
        _log.Lines[0].ShouldContain("hanging is Late: No answer within 5000 ms.");
    }

    [Fact]
    public async Task Who_leaves_gets_no_answer()
    {
        using var leaving = new CancellationTokenSource();
        var checking = Check(Hanging("hanging"), Well("well")).RunAsync("request", s_plenty, leaving.Token);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => checking);
        Published(MetricNames.ComponentHealthy).ShouldBeEmpty();
    }

    public void Dispose() => _room.Dispose();

    private static Component Well(string name) => new(name, ComponentKind.CustomerSource, _ => Task.CompletedTask);

    private static Component Ill(string name, UpstreamFault fault) =>
        new(name, ComponentKind.CustomerSource, _ => Task.FromException(new UpstreamException(name, fault, $"{name}: so it is.")));

    /// <summary>Whatever it is told.</summary>
    private static Component Hanging(string name) => new(name, ComponentKind.CustomerSource, _ => new TaskCompletionSource().Task);

    private Task<IReadOnlyList<ComponentHealth>> CheckAsync(TimeSpan timeLeft, params Component[] components) => Check(components).RunAsync("request", timeLeft, Ct);

    private CheckHealth Check(params Component[] components) =>
        new(components, new HealthOptions(), _room.Clients, new Metrics(_metrics, _room.Time, "test"), _room.Time, _log);

    private IEnumerable<(string Component, int Value)> Published(string metric) => _metrics.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonElement.Parse(line)).Where(line => line.TryGetProperty(metric, out _))
        .Select(line => (line.GetProperty("Component").GetString()!, line.GetProperty(metric).GetInt32()));
}
