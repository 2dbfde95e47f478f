using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>Numbers, ids, keys, tokens and signatures never reach a log, nor the front's access log.</summary>
public sealed class SilenceTests
{
    private static readonly string[] s_private =
    [
        "3175550142", "5550142", "local-studio-key", "local-webhook-key", "wrong-key", "local-twilio-token", "local-audit-key", "local-crm-key", "c2lnbmF0dXJl", "CUST-10042", "Platinum", "ACCT-99281",
        "phone=", "someone@",
    ];

    [Fact]
    public async Task Nothing_personal_is_logged_whatever_happens()
    {
        await using var desk = await Desk.StartAsync(("Logging__Level", "Trace"), ("Http__MaxRetries", "0"));
        await desk.GetAsync("/customers?phone=%2B13175550142&interaction_id=c-1");
        await desk.GetAsync("/customers?customer_id=CUST-10042");
        await desk.GetAsync("/customers?phone=%2B13175550142&phone=2");
        await desk.GetAsync("/customers?phone=%2B13175550142", "wrong-key");
        await desk.TellAsync("""{"customer_id": "CUST-10042", "phone_number": "+13175550142"}""");
        await desk.SendAsync(HttpMethod.Post, "/customers", request =>
        {
            request.Headers.Add("X-Twilio-Signature", "c2lnbmF0dXJl");
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("From", "+13175550142")]);
        });
        desk.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(500, "+13175550142 is Platinum"));
        await desk.GetAsync("/customers?phone=%2B13175550142");
        desk.Cloud.AwsFaults.Always(Request.Any, Fault.Answer(500, "local-audit-key"));
        await desk.GetAsync("/customers?phone=%2B13175550142");

        var last = desk.Cloud.Http.Invocations[^1].Log;
        await last.ArrivalOfAsync(line => line.Contains("lookup_answers", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var logs = desk.Cloud.Http.Invocations.SelectMany(invocation => invocation.Log.Lines).Concat(desk.Cloud.Http.AccessLog).ToList();
        logs.AddRange(desk.Cloud.LookupCustomer.Environments.SelectMany(environment => environment.Startup.Lines));
        logs.Count.ShouldBeGreaterThan(20);
        desk.Cloud.Http.AccessLog.Count.ShouldBe(8);
        foreach (var word in s_private)
        {
            logs.ShouldNotContain(line => line.Contains(word, StringComparison.OrdinalIgnoreCase), word);
        }
    }
}
