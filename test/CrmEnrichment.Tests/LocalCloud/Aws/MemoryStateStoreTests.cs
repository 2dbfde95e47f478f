using CrmEnrichment.State;
using CrmEnrichment.Tests.Contracts;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected override Task<IStateStore> OpenAsync(TimeProvider time) => Task.FromResult<IStateStore>(new MemoryStateStore(time));

    [Fact]
    public async Task What_was_put_first_goes_first_when_there_is_too_much()
    {
        var store = new MemoryStateStore(new ManualTime());
        var value = new string('x', 1_000);
        var room = MemoryStateStore.MostCharacters / 1_010;
        for (var i = 0; i < 2 * room; i++)
        {
            await store.PutAsync($"{i:0000000000}", value, TimeSpan.FromDays(7), Ct);
        }

        (await store.GetAsync($"{room - 1:0000000000}", Ct)).ShouldBeNull();
        (await store.GetAsync($"{(2 * room) - (room / 5 * 4):0000000000}", Ct)).ShouldBe(value);
        (await store.GetAsync($"{(2 * room) - 1:0000000000}", Ct)).ShouldBe(value);
    }

    [Fact]
    public async Task What_has_expired_or_was_replaced_takes_no_room_from_what_lives()
    {
        var time = new ManualTime();
        var store = new MemoryStateStore(time);
        await store.PutAsync("first", "stays", TimeSpan.FromDays(7), Ct);
        var value = new string('x', 1_000);
        for (var i = 0; i < 10 * MemoryStateStore.MostCharacters / 1_000; i++)
        {
            await store.PutAsync($"short/{i}", value, TimeSpan.FromSeconds(5), Ct);
            await store.PutAsync("again", value, TimeSpan.FromDays(7), Ct);
            await store.AddAsync("count", 1, TimeSpan.FromDays(7), Ct);
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        (await store.GetAsync("first", Ct)).ShouldBe("stays");
        (await store.AddAsync("count", 0, TimeSpan.FromDays(7), Ct)).ShouldBe(10 * MemoryStateStore.MostCharacters / 1_000);
    }

    [Fact]
    public async Task Many_who_put_at_once_count_right()
    {
        var store = new MemoryStateStore(TimeProvider.System);

        await Parallel.ForAsync(0, 20_000, Ct, async (i, ct) =>
        {
            await store.PutAsync($"key/{i}", "value", TimeSpan.FromMinutes(1), ct);
            await store.AddAsync("count", 1, TimeSpan.FromMinutes(1), ct);
        });

        (await store.AddAsync("count", 0, TimeSpan.FromMinutes(1), Ct)).ShouldBe(20_000);
        (await store.GetAsync("key/19999", Ct)).ShouldBe("value");
    }
}
