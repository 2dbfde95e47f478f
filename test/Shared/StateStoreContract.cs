using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Contracts;

/// <summary>What every state store must do, whichever table lies under it. Each test has keys of its own, so that stores can be shared.</summary>
public abstract class StateStoreContract
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly string _key = $"event/{Guid.NewGuid()}";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ManualTime Time { get; } = new();

    [Fact]
    public async Task What_was_put_can_be_read_and_what_was_not_is_null()
    {
        var store = await OpenAsync(Time);

        (await store.GetAsync(_key, Cancel)).ShouldBeNull();
        await store.PutAsync(_key, "a value with 'quotes', ümlauts and 😀", s_life, Cancel);

        (await store.GetAsync(_key, Cancel)).ShouldBe("a value with 'quotes', ümlauts and 😀");
        (await store.GetAsync(_key + "x", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Put_replaces_the_value_and_its_life()
    {
        var store = await OpenAsync(Time);
        await store.PutAsync(_key, "first", s_life, Cancel);
        Time.Advance(s_life / 2);

        await store.PutAsync(_key, "second", s_life, Cancel);
        Time.Advance(s_life * 0.75);

        (await store.GetAsync(_key, Cancel)).ShouldBe("second");
    }

    [Fact]
    public async Task Put_if_absent_puts_where_nothing_is_and_returns_what_stands()
    {
        var store = await OpenAsync(Time);

        (await store.PutIfAbsentAsync(_key, "mine", s_life, Cancel)).ShouldBeNull();
        (await store.PutIfAbsentAsync(_key, "theirs", s_life, Cancel)).ShouldBe("mine");

        (await store.GetAsync(_key, Cancel)).ShouldBe("mine");
    }

    [Fact]
    public async Task Replace_puts_only_over_the_value_that_was_read()
    {
        var store = await OpenAsync(Time);

        (await store.ReplaceAsync(_key, "first", "second", s_life, Cancel)).ShouldBeFalse("nothing stands there");
        await store.PutAsync(_key, "first", s_life, Cancel);
        (await store.ReplaceAsync(_key, "first", "second", s_life, Cancel)).ShouldBeTrue();
        (await store.ReplaceAsync(_key, "first", "third", s_life, Cancel)).ShouldBeFalse("another was faster");

        (await store.GetAsync(_key, Cancel)).ShouldBe("second");
        Time.Advance(s_life + TimeSpan.FromSeconds(1));
        (await store.ReplaceAsync(_key, "second", "third", s_life, Cancel)).ShouldBeFalse("its time is over");
    }

    [Fact]
    public async Task Of_many_who_replace_the_same_value_one_succeeds()
    {
        var store = await OpenAsync(Time);
        await store.PutAsync(_key, "first", s_life, Cancel);

        var replaced = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.ReplaceAsync(_key, "first", $"by {i}", s_life, Cancel).AsTask()));

        replaced.Count(done => done).ShouldBe(1);
        (await store.GetAsync(_key, Cancel)).ShouldBe($"by {Array.IndexOf(replaced, true)}");
    }

    [Fact]
    public async Task A_value_whose_time_is_over_reads_as_absent()
    {
        var store = await OpenAsync(Time);
        await store.PutAsync(_key, "old", s_life, Cancel);

        Time.Advance(s_life - TimeSpan.FromSeconds(1));
        (await store.GetAsync(_key, Cancel)).ShouldBe("old");

        Time.Advance(TimeSpan.FromSeconds(1));
        (await store.GetAsync(_key, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_whose_time_is_over_is_taken_over()
    {
        var store = await OpenAsync(Time);
        await store.PutIfAbsentAsync(_key, "crashed", s_life, Cancel);
        Time.Advance(s_life);

        (await store.PutIfAbsentAsync(_key, "successor", s_life, Cancel)).ShouldBeNull();

        (await store.PutIfAbsentAsync(_key, "late", s_life, Cancel)).ShouldBe("successor");
    }

    [Fact]
    public async Task A_deleted_value_is_gone_and_can_be_put_again()
    {
        var store = await OpenAsync(Time);
        await store.PutIfAbsentAsync(_key, "first", s_life, Cancel);

        await store.DeleteAsync(_key, Cancel);
        await store.DeleteAsync(_key, Cancel);

        (await store.GetAsync(_key, Cancel)).ShouldBeNull();
        (await store.PutIfAbsentAsync(_key, "second", s_life, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_simultaneous_callers_exactly_one_succeeds()
    {
        var store = await OpenAsync(Time);

        await ExactlyOneSucceedsAsync(store);
    }

    [Fact]
    public async Task Of_many_simultaneous_callers_exactly_one_takes_over()
    {
        var store = await OpenAsync(Time);
        await store.PutAsync(_key, "crashed", s_life, Cancel);
        Time.Advance(s_life);

        await ExactlyOneSucceedsAsync(store);
    }

    [Fact]
    public async Task A_counter_counts_everybody_and_begins_at_nothing()
    {
        var store = await OpenAsync(Time);

        var sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => store.AddAsync(_key, 2, s_life, Cancel).AsTask(), Cancel)));

        sums.Order().ShouldBe(Enumerable.Range(1, 50).Select(i => 2L * i));
        (await store.AddAsync(_key + "x", 1, s_life, Cancel)).ShouldBe(1);
    }

    [Theory]
    [InlineData("with spaces, \"quotes\", a \\ and a \t tab")]
    [InlineData("Łódź/漢字/😀")]
    [InlineData("?a=b&c=%2F#:now pk :expires")]
    [InlineData("../../etc/passwd")]
    public async Task Any_key_is_a_key(string odd)
    {
        var store = await OpenAsync(Time);

        (await store.PutIfAbsentAsync(_key + odd, "mine", s_life, Cancel)).ShouldBeNull();
        (await store.PutIfAbsentAsync(_key + odd, "theirs", s_life, Cancel)).ShouldBe("mine");

        (await store.GetAsync(_key + odd, Cancel)).ShouldBe("mine");
        (await store.GetAsync(_key, Cancel)).ShouldBeNull();
        await store.DeleteAsync(_key + odd, Cancel);
        (await store.GetAsync(_key + odd, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData('x', 300_000)]
    [InlineData('漢', 100_000)]
    public async Task A_large_value_comes_back_whole(char letter, int length)
    {
        var store = await OpenAsync(Time);
        var value = new string(letter, length);

        await store.PutAsync(_key, value, s_life, Cancel);

        string.Equals(await store.GetAsync(_key, Cancel), value, StringComparison.Ordinal).ShouldBeTrue();
        string.Equals(await store.PutIfAbsentAsync(_key, "late", s_life, Cancel), value, StringComparison.Ordinal).ShouldBeTrue();
    }

    protected abstract Task<IStateStore> OpenAsync(TimeProvider time);

    private async Task ExactlyOneSucceedsAsync(IStateStore store)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(() => store.PutIfAbsentAsync(_key, $"caller {i}", s_life, Cancel).AsTask(), Cancel)));

        answers.Count(answer => answer is null).ShouldBe(1);
        var standing = await store.GetAsync(_key, Cancel);
        standing.ShouldNotBe("crashed");
        answers.ShouldAllBe(answer => answer == null || answer == standing);
    }
}
