using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>VICIdial keeps 20 characters of a vendor code, and changes some of them.</summary>
public sealed class VendorCodesTests
{
    private const string Guid = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";

    private readonly MemoryStateStore _store = new(new ManualTime());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SF-00451298")]
    [InlineData("0035e00000ABCDEAA1")]
    [InlineData("12x3")]
    [InlineData("501")]
    public async Task An_id_that_VICIdial_keeps_is_its_own_code(string id)
    {
        var codes = Codes();

        (await codes.CodeOfAsync("crm", id, Cancel)).ShouldBe(id);
        (await codes.FindAsync(id, Cancel)).ShouldBe(new("crm", id));
    }

    [Theory]
    [InlineData("crm", Guid)]
    [InlineData("crm", "a b")]
    [InlineData("crm", "contacts/501")]
    [InlineData("crm", "ce_0123")]
    [InlineData("crm", "CE_0123")]
    [InlineData("crm", "José")]
    [InlineData("crm", "")]
    [InlineData("other", "501")]
    public async Task Another_one_gets_a_short_code_that_every_process_finds(string source, string id)
    {
        var code = await Codes().CodeOfAsync(source, id, Cancel);

        code.ShouldMatch("^ce_[0-9a-f]{17}$");
        (await Codes().CodeOfAsync(source, id, Cancel)).ShouldBe(code);
        (await Codes().FindAsync(code, Cancel)).ShouldBe(new(source, id));
    }

    [Fact]
    public async Task Records_do_not_share_codes()
    {
        var codes = Codes();
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 2_000; i++)
        {
            given.Add(await codes.CodeOfAsync("crm", $"{Guid}-{i}", Cancel)).ShouldBeTrue();
            given.Add(await codes.CodeOfAsync("other", $"{Guid}-{i}", Cancel)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("ce_0123456789abcdef0")]
    [InlineData("ce_")]
    [InlineData("ce_../../secrets")]
    public async Task A_short_code_that_nobody_gave_is_unknown(string code) => (await Codes().FindAsync(code, Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_code_is_found_years_later()
    {
        var time = new ManualTime();
        var codes = new VendorCodes(new MemoryStateStore(time), "crm");
        var code = await codes.CodeOfAsync("crm", Guid, Cancel);

        time.Advance(TimeSpan.FromDays(10 * 365));

        (await codes.FindAsync(code, Cancel)).ShouldBe(new("crm", Guid));
    }

    private VendorCodes Codes() => new(_store, "crm");
}
