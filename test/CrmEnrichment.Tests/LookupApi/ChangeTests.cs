using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using CrmEnrichment.Web;
using CrmEnrichment.Web.LookupApi;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The CRM says that a customer has changed.</summary>
public sealed class ChangeTests
{
    private readonly CapturedLog<CustomerChanges> _log = new();

    [Theory]
    [InlineData("phone=%2B13175550142", """{"customer_id": "CUST-10042", "phone_number": "+13175550142", "updated_fields": ["name"]}""")]
    [InlineData("phone=%2B13175550142", """{"phone_number": ["+13175550177", "(317) 555-0142"]}""")]
    [InlineData("customer_id=CUST-10042", """{"customer_id": "CUST-10042"}""")]
    public async Task What_is_remembered_of_a_customer_who_has_changed_is_asked_anew(string query, string change)
    {
        await using var desk = await Desk.StartAsync();
        desk.Cloud.Crm.Put(SampleCustomers.Platinum with { Extra = new JsonObject { ["name"] = "Before" } });
        await NameAsync("Before");
        desk.Cloud.Crm.Put(SampleCustomers.Platinum with { Extra = new JsonObject { ["name"] = "After" } });
        await NameAsync("Before");

        (await desk.TellAsync(change)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await NameAsync("After");

        async Task NameAsync(string name) => (await desk.FoundAsync($"/customers?{query}")).GetProperty("caller_name").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task A_hundred_numbers_are_noted_side_by_side()
    {
        var begun = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var answer = await TellAsync(
            Enumerable.Range(100, 100).Select(last => $"+13175550{last}"),
            () =>
            {
                if (Interlocked.Increment(ref begun) == 100)
                {
                    all.SetResult();
                }

                return all.Task;
            },
            TestContext.Current.CancellationToken);

        answer.Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_change_that_takes_too_long_to_note_is_to_be_sent_again_and_the_log_says_so()
    {
        using var late = new CancellationTokenSource();

        var answer = await TellAsync(["+13175550142"], () => late.CancelAsync(), late.Token);

        answer.Status.ShouldBe(503);
        _log.Lines.ShouldHaveSingleItem().ShouldContain("Customer change not recorded");
    }

    private Task<ApiAnswer> TellAsync(IEnumerable<string> numbers, Func<Task> noting, CancellationToken ct)
    {
        var time = new ManualTime();
        var cache = new CustomerCache(new SharedStore(new MemoryStateStore(time), noting), new CacheOptions(), time, new CapturedLog<CustomerCache>());
        var body = JsonSerializer.Serialize(new { phone_number = numbers });
        return new CustomerChanges(cache, new PhoneNumberReader("US"), new LookupOptions(), _log).TakeAsync(
            new ApiRequest("POST", "/customers/changed", "", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), body, null), ct);
    }
}
