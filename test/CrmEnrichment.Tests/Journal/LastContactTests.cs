using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Journal.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Journal;

/// <summary>What the customer's record says of the last contact, through the real executable.</summary>
public sealed class LastContactTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_calls_that_end_together_both_are_counted_whichever_write_comes_last()
    {
        await using var room = await ReconcileRoom.StartAsync();
        var (first, second) = (new PastCall(ReconcileRoom.Now.AddHours(-2)), new PastCall(ReconcileRoom.Now.AddHours(-1)));
        var released = new TaskCompletionSource();
        room.Cloud.Crm.Faults.Next(IsLastContact, Fault.HangUntil(released.Task));
        await room.DeliverAsync(first.Whole);
        await room.Cloud.Crm.Requests.ArrivalOfAsync(IsLastContact, Ct);
        await room.DeliverAsync(second.Whole);
        await room.Cloud.Crm.Requests.CompletionOfAsync(request => IsLastContact(request) && request.Status is 200, Ct);

        released.SetResult();
        await room.CalmAsync();

        room.Cloud.Crm.Find("c-1")!["contact_count"]!.ToString().ShouldBe("2");
    }

    private static bool IsLastContact(RecordedRequest request) => request is { Method: "PATCH", Path: "/customers/c-1" };
}
