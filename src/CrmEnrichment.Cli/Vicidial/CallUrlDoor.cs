using System.Net;

namespace CrmEnrichment.Cli.Vicidial;

/// <summary>Whether VicidialCalls answers behind a call URL: a call without values is refused with a text of its own, and only behind the right secret.</summary>
internal static class CallUrlDoor
{
    private const string Refusal = "MISSING_DATA";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    /// <returns>Null where it does. The address is not in it, because it holds the secret.</returns>
    public static async Task<string?> ProblemAsync(Uri door, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_longest, MaxResponseContentBufferSize = 64 * 1024 };
        try
        {
            using var answer = await http.GetAsync(door, ct);
            return answer.StatusCode is HttpStatusCode.BadRequest && (await answer.Content.ReadAsStringAsync(ct)).Trim() is Refusal ? null
                : answer.StatusCode is HttpStatusCode.NotFound ? "VicidialCalls: the address answers 404. It is another API, its secret is another one, or Vicidial__AllowedAddresses does not let this machine in. Nothing was changed."
                : $"VicidialCalls: the address answers {(int)answer.StatusCode}, and not as VicidialCalls does. Check --url. Nothing was changed.";
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return "VicidialCalls: nothing answers at the address. Check --url. Nothing was changed.";
        }
    }
}
