using System.Globalization;
using System.Net;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tests.Dispositions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Dispositions;

/// <summary>What is the same of all CRMs with an API: faults, and deals of which there may be several.</summary>
public abstract class HttpDispositionContract<TCrm> : DispositionContract
    where TCrm : IPretendSource
{
    private protected TCrm Crm { get; private set; } = default!;

    /// <summary>Another open deal of the customer, which was changed before.</summary>
    private protected abstract string? OtherStage { get; }

    private protected abstract Task<TCrm> StartAsync(IPAddress address, TimeProvider time);

    /// <summary>Whether the request is none of the login.</summary>
    private protected abstract bool IsOfTheApi(RecordedRequest request);

    /// <summary>Whether it changes a record: <c>mark</c> or <c>stage</c>.</summary>
    private protected abstract string? WriteOf(RecordedRequest request);

    private protected override IReadOnlyList<string> Writes => [.. Crm.Requests.All.Where(request => request.Fault is null).Select(WriteOf).OfType<string>()];

    private protected override async Task<DispositionFloor> OpenAsync()
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        Crm = await StartAsync(IPAddress.Loopback, time);
        return Open(time);
    }

    private protected DispositionFloor Open(TimeProvider time, params (string Name, string Value)[] settings) =>
        new(time, Crm.Secret, [("Kind", Crm.Kind), ("Url", Crm.Url.ToString()), .. settings]);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Crm.DisposeAsync();
        Crm.Requests.All.ShouldAllBe(request => !request.Unexpected);
    }

    [Theory]
    [InlineData(401, "AuthFailure", true)]
    [InlineData(403, "Forbidden", false)]
    [InlineData(429, "Throttled", true)]
    [InlineData(500, "Unavailable", true)]
    public async Task What_fails_is_a_letter_and_its_replay_does_the_rest(int status, string reason, bool isRetryable)
    {
        var message = Floor.Message("DNC", Customer);
        Crm.Faults.Always(IsOfTheApi, Fault.Answer(status));
        (await Floor.DeliverAsync(message)).Name.ShouldBe(reason, Floor.Told);
        var letter = Floor.Letters.ShouldHaveSingleItem();
        letter.GetProperty("retryable").GetBoolean().ShouldBe(isRetryable);
        Writes.ShouldBeEmpty();

        Crm.Faults.Clear();

        // What was refused cools down for a minute.
        ((ManualTime)Floor.Time).Advance(TimeSpan.FromMinutes(2));
        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await IsMarkedAsync(), await StageAsync()).ShouldBe((true, Lost));
        Floor.Told.ShouldNotContain("5550142");
    }

    [Fact]
    public async Task The_mark_is_there_whatever_fails_after_it()
    {
        var message = Floor.Message("DNC", Customer);
        Crm.Faults.Always(request => WriteOf(request) is "stage", Fault.Answer(503));

        (await Floor.DeliverAsync(message)).Name.ShouldBe("Unavailable", Floor.Told);
        (await IsMarkedAsync()).ShouldBeTrue();

        Crm.Faults.Clear();
        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe(Lost);
        Writes.ShouldBe(["mark", "stage"]);
    }

    [Fact]
    public async Task A_call_that_is_handled_again_after_a_crash_does_not_close_the_next_deal()
    {
        var (message, before) = (Floor.Message("SALE", Customer), OtherStage);
        Floor.BreakAt("disposition/deal/");
        (await Floor.DeliverAsync(message)).ShouldBeOfType<Outcome.DeadLettered>();
        (await StageAsync()).ShouldBe(Won, "the deal is closed, and nobody has noted it");
        Floor.BreakAt(null);

        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);

        OtherStage.ShouldBe(before);
        OtherStage.ShouldNotBe(Won);
    }

    [Fact]
    public async Task Of_several_open_deals_the_one_changed_last_gets_the_stage()
    {
        var before = OtherStage;

        await Floor.EndAsync("SALE", Customer);

        (await StageAsync(), OtherStage).ShouldBe((Won, before));
        Writes.ShouldBe(["stage"], Crm.Requests.All.Count.ToString(CultureInfo.InvariantCulture));
    }
}
