using System.Net;
using System.Text;

namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>What upstreams answer with.</summary>
internal static class Answers
{
    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Empty(HttpStatusCode status) => new(status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage With(this HttpResponseMessage answer, string header, int value)
    {
        answer.Headers.TryAddWithoutValidation(header, $"{value}");
        return answer;
    }
}
