using CrmEnrichment.Idempotency;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>Claims over a table that version 0.1, with keys that named no handler, has used too.</summary>
public sealed class EventClaimsTests
{
    private static readonly ClaimKey s_key = new("EnrichInteraction", "conversation/participant/customer.start/1");
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();
    private readonly SharedStore _table;
    private readonly EventClaims _claims;

    public EventClaimsTests()
    {
        _table = new SharedStore(new MemoryStateStore(_time));
        _claims = new EventClaims(_table, new StateOptions());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_The_Earlier_Version_Has_Done_Is_Done()
    {
        await _table.PutAsync($"event/{s_key.Event}", "done", TimeSpan.FromDays(5), Cancel);

        (await _claims.BeginAsync(s_key, "request-1", s_lease, Cancel)).ShouldBe(ClaimResult.Done);
        (await _claims.BeginAsync(s_key, "request-2", s_lease, Cancel)).ShouldBe(ClaimResult.Done);
    }

    [Fact]
    public async Task What_The_Earlier_Version_Is_Doing_Is_In_Progress_Until_Its_Claim_Expires()
    {
        await _table.PutAsync($"event/{s_key.Event}", "running/request-0", s_lease, Cancel);

        (await _claims.BeginAsync(s_key, "request-1", s_lease, Cancel)).ShouldBe(ClaimResult.InProgress);

        _time.Advance(s_lease + s_lease);
        (await _claims.BeginAsync(s_key, "request-1", s_lease, Cancel)).ShouldBe(ClaimResult.Claimed);
    }

    [Fact]
    public async Task Lambdas_Retry_Takes_Over_The_Claim_That_The_Earlier_Version_Made_Under_The_Same_Request()
    {
        await _table.PutAsync($"event/{s_key.Event}", "running/request-1", s_lease, Cancel);

        (await _claims.BeginAsync(s_key, "request-1", s_lease, Cancel)).ShouldBe(ClaimResult.Claimed);
    }

    [Fact]
    public async Task Another_Handler_Of_The_Event_Has_A_Claim_Of_Its_Own()
    {
        (await _claims.BeginAsync(s_key, "request-1", s_lease, Cancel)).ShouldBe(ClaimResult.Claimed);
        await _claims.CompleteAsync(s_key, Cancel);

        (await _claims.BeginAsync(s_key with { Handler = "LogInteraction" }, "request-2", s_lease, Cancel)).ShouldBe(ClaimResult.Claimed);
        (await _claims.BeginAsync(s_key, "request-3", s_lease, Cancel)).ShouldBe(ClaimResult.Done);
    }
}
