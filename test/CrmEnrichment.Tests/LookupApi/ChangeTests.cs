using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The CRM says that a customer has changed.</summary>
public sealed class ChangeTests
{
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
}
