using System.Net;
using System.Text;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Benchmarks;

/// <summary>The CRM and Genesys of all parties: fixed answers, at once or after a fixed time.</summary>
internal static class Upstream
{
    private static readonly byte[] s_customers = Encoding.UTF8.GetBytes(
        """[{"id":"CUST-10042","crmAccountId":"ACCT-99281","lifetimeValue":14250.75,"loyaltyTier":"Platinum","lastPurchaseDate":"2024-05-28T09:15:00Z","phones":["+13175550142"]}]""");

    public static async Task<int> RunAsync(TimeSpan thinking)
    {
        await using var server = await LoopbackServer.StartAsync(IPAddress.Loopback, 0, context => AnswerAsync(context, thinking));
        Console.WriteLine(server.Url);

        // Whoever started this closes our input, or ends and so closes it.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, TimeSpan thinking)
    {
        if (thinking > TimeSpan.Zero)
        {
            await Task.Delay(thinking, TimeProvider.System, context.RequestAborted);
        }

        if (HttpMethods.IsPatch(context.Request.Method))
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_customers.Length;
        await context.Response.Body.WriteAsync(s_customers, context.RequestAborted);
    }
}
