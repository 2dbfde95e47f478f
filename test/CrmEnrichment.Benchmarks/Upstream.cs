using System.Net;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Benchmarks;

/// <summary>The outside of all parties, in a process of its own: Genesys and the CRM with fixed answers, and the local cloud's AWS.</summary>
internal sealed class Upstream(Delays delays)
{
    private const string Record =
        """{"id":"CUST-10042","crmAccountId":"ACCT-99281","lifetimeValue":14250.75,"loyaltyTier":"Platinum","lastPurchaseDate":"2024-05-28T09:15:00Z","phones":["+13175550142"]}""";

    private static readonly byte[] s_customer = Encoding.UTF8.GetBytes(Record);
    private static readonly byte[] s_customers = Encoding.UTF8.GetBytes($"[{Record}]");
    private static readonly byte[] s_token = Encoding.UTF8.GetBytes("""{"access_token":"benchmark-token","token_type":"bearer","expires_in":86400}""");

    private readonly RecentItems<Exchange> _exchanges = new() { Most = 10_000 };

    /// <summary>Writes its <see cref="UpstreamAddress"/> as the first line. Each line of its input is answered with the last requests and empties that list.</summary>
    public async Task<int> RunAsync()
    {
        await using var server = await LoopbackServer.StartAsync(IPAddress.Loopback, 0, AnswerAsync);
        var url = server.Url.ToString().TrimEnd('/');
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            KeptRequests = 100,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Crm__Sources__0__Url"] = url },
        });
        Console.WriteLine(JsonSerializer.Serialize(
            new UpstreamAddress(
                server.Url,
                cloud.AwsUrl,
                // With the variables of .NET that the template sets.
                new Dictionary<string, string>(cloud.EnrichInteraction.Definition.Environment, StringComparer.Ordinal) { ["Genesys__ApiUrl"] = url, ["Genesys__LoginUrl"] = url },
                cloud.LookupCustomer.Definition.Environment),
            UpstreamJson.Default.UpstreamAddress));

        // Whoever started this closes our input, or ends and so closes it.
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(string.Join(' ', _exchanges.Clear()));
        }

        return 0;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var arrived = TimeProvider.System.GetTimestamp();
        var (delay, status, answer) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/customers") => (delays.Crm, StatusCodes.Status200OK, s_customers),
            ("GET", _) => (delays.Crm, StatusCodes.Status200OK, s_customer),
            ("POST", "/oauth/token") => (delays.Token, StatusCodes.Status200OK, s_token),
            ("PATCH", _) => (delays.Patch, StatusCodes.Status202Accepted, []),
            _ => (0, StatusCodes.Status501NotImplemented, Array.Empty<byte>()),
        };
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (delay > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System, context.RequestAborted);
        }

        context.Response.StatusCode = status;
        context.Response.ContentLength = answer.Length;
        if (answer.Length > 0)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }

        _exchanges.Add(new Exchange(arrived, TimeProvider.System.GetTimestamp()));
    }
}
