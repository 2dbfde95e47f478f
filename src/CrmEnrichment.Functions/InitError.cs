using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Functions;

/// <summary>Tells Lambda why the function cannot start, so that the console and the logs name the cause instead of an exit code.</summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-initerror"/>. Amazon.Lambda.RuntimeSupport
/// reports only what fails after its loop was built, and the generated entry point composes the function before that.
/// </remarks>
internal static class InitError
{
    public static void Report(Exception error)
    {
        if (Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is not { Length: > 0 } api)
        {
            return;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("errorType", error.GetType().Name);
            json.WriteString("errorMessage", error.Message);
            json.WriteStartArray("stackTrace");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{api}/2018-06-01/runtime/init/error")
        {
            Content = new StringContent(Encoding.UTF8.GetString(body.ToArray()), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", $"Runtime.{error.GetType().Name}");
        try
        {
            http.Send(request).Dispose();
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"The Runtime API could not be told: {e.Message}");
        }
    }
}
