using CrmEnrichment.Pipeline;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Dispositions;

/// <summary>What every CRM that takes dispositions does with them.</summary>
public abstract class DispositionContract : IAsyncLifetime
{
    private protected DispositionFloor Floor { get; private set; } = null!;

    /// <summary>The code of a record with something open, and which has no do-not-contact mark.</summary>
    private protected abstract string Customer { get; }

    /// <summary>The code of a record with nothing open.</summary>
    private protected abstract string WithoutDeal { get; }

    /// <summary>A code as this CRM has them, of nobody.</summary>
    private protected abstract string Nobody { get; }

    /// <summary>Of the disposition XFER.</summary>
    private protected virtual string Transferred => "Negotiation";

    /// <summary>Of the disposition CALLBK.</summary>
    private protected virtual string ToCallBack => "Open";

    private protected virtual string OutcomeWithoutDeal => "NoOpenDeal";

    private protected virtual string Won => "Closed Won";

    private protected virtual string Lost => "Closed Lost";

    private protected abstract Task<DispositionFloor> OpenAsync();

    /// <summary>Of the customer's deal that was changed last when the test began.</summary>
    private protected abstract ValueTask<string?> StageAsync();

    private protected abstract ValueTask<bool> IsMarkedAsync();

    private protected abstract ValueTask<int> TasksAsync();

    /// <summary>What was written onto records, in its order: <c>mark</c> or <c>stage</c>. Null where nobody can tell.</summary>
    private protected virtual IReadOnlyList<string>? Writes => null;

    public async ValueTask InitializeAsync() => Floor = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Floor.DisposeAsync();
    }

    [Fact]
    public async Task The_stage_follows_the_map()
    {
        (await Floor.EndAsync("XFER", Customer)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe(Transferred);

        (await Floor.EndAsync("SALE", Customer, "1.2")).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe(Won);
        (await IsMarkedAsync()).ShouldBeFalse();
        Floor.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_callback_is_one_task_however_often_the_call_is_told()
    {
        (await Floor.EndAsync("CALLBK", Customer, more: "&first_name=Sarah&callback_datetime=2026-12-24+10%3A30%3A00")).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await Floor.EndAsync("CALLBK", Customer, more: "&first_name=Sarah&callback_datetime=2026-12-24+10%3A30%3A00")).Name.ShouldBe("Duplicate");

        (await StageAsync(), await TasksAsync()).ShouldBe((ToCallBack, 1));
    }

    [Fact]
    public async Task A_task_whose_end_is_unknown_is_not_created_twice()
    {
        var message = Floor.Message("CALLBK", Customer);
        Floor.BreakAt("disposition/task/");
        (await Floor.DeliverAsync(message)).ShouldBeOfType<Outcome.DeadLettered>();
        Floor.BreakAt(null);

        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);

        (await TasksAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_do_not_contact_comes_first_and_nothing_after_it_changes_the_record()
    {
        (await Floor.EndAsync("DNC", Customer)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await IsMarkedAsync(), await StageAsync()).ShouldBe((true, Lost));
        Writes?.ShouldBe(["mark", "stage"]);

        foreach (var (dispo, call) in new[] { ("NI", "1.2"), ("SALE", "1.3"), ("CALLBK", "1.4") })
        {
            (await Floor.EndAsync(dispo, Customer, call)).Name.ShouldBe("DoNotContactHeld");
        }

        (await IsMarkedAsync(), await StageAsync(), await TasksAsync()).ShouldBe((true, Lost, 0));
        Writes?.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Agents_at_the_same_moment_leave_the_mark()
    {
        await Task.WhenAll(new[] { "SALE", "DNC", "NI", "XFER" }.Select((dispo, i) => Floor.DeliverAsync(Floor.Message(dispo, Customer, $"1.{i}"))));

        (await IsMarkedAsync()).ShouldBeTrue(Floor.Told);
        Floor.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_older_disposition_does_not_overwrite_a_later_one_and_an_older_do_not_contact_holds()
    {
        var (late, older) = (Floor.Message("NI", Customer, "1.1", later: TimeSpan.FromMinutes(-5)), Floor.Message("DNC", Customer, "1.2", later: TimeSpan.FromMinutes(-4)));
        (await Floor.EndAsync("XFER", Customer, "1.3")).Name.ShouldBe("DispositionSynced", Floor.Told);

        (await Floor.DeliverAsync(late)).Name.ShouldBe("Superseded");
        (await StageAsync()).ShouldBe(Transferred);

        (await Floor.DeliverAsync(older)).Name.ShouldBe("DispositionSynced");
        (await IsMarkedAsync(), await StageAsync()).ShouldBe((true, Lost));
    }

    [Fact]
    public async Task Without_an_open_deal_the_rest_is_done()
    {
        (await Floor.EndAsync("CALLBK", WithoutDeal)).Name.ShouldBe(OutcomeWithoutDeal, Floor.Told);

        (await TasksAsync()).ShouldBe(1);
        Floor.Letters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no such form of an id '\" \\")]
    public async Task A_code_without_a_record_is_a_letter(string? code)
    {
        (await Floor.EndAsync("SALE", code ?? Nobody)).Name.ShouldBe("UnknownRecord", Floor.Told);

        Floor.Letters.ShouldHaveSingleItem().GetProperty("message").GetString()!.ShouldContain("has no record with the lead's vendor code");
    }

    [Fact]
    public async Task The_health_check_asks_for_what_is_needed_and_writes_nothing()
    {
        await Floor.ProbeAsync();

        Writes?.ShouldBeEmpty();
        (await IsMarkedAsync()).ShouldBeFalse();
    }
}
