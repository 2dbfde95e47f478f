using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web;

namespace CrmEnrichment.Functions;

/// <summary>Reads and writes a payload of each form, so that the first real one finds its code compiled.</summary>
internal static class PayloadRehearsal
{
    public static WarmUpStep Step { get; } = new("code of payloads", WarmUpKind.Code, _ =>
    {
        Run(new EventSerializer());
        return Task.CompletedTask;
    });

    private static void Run(EventSerializer serializer)
    {
        serializer.Deserialize<JsonElement>(new MemoryStream("""{"detail": {}}"""u8.ToArray()));
        serializer.Serialize(new EventReport("Ignored"), new MemoryStream());

        using var request = new MemoryStream(
            """{"rawPath": "/customers", "rawQueryString": "", "headers": {"accept": "*/*"}, "requestContext": {"requestId": "r", "stage": "$default", "http": {"method": "GET"}}}"""u8.ToArray());
        HttpApi.Read(serializer.Deserialize<APIGatewayHttpApiV2ProxyRequest>(request));
        serializer.Serialize(HttpApi.Write(new ApiAnswer(200, "{}")), new MemoryStream());
    }
}
