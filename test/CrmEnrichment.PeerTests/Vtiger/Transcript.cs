using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>A request to a real Vtiger 8.3.0, and what it answered. Bodies that were no JSON were not recorded.</summary>
internal sealed record Transcript(string Case, HttpMethod Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Form, HttpStatusCode Status, string ContentType, string Body)
{
    private static readonly string? s_folder = SharedContracts.Find("vtiger");
    private static readonly Lazy<IReadOnlyList<Transcript>> s_all = new(Read);

    /// <summary>Skips the test where there are none.</summary>
    public static IReadOnlyList<Transcript> All()
    {
        Assert.SkipWhen(s_folder is null, "../shared/contracts/vtiger is not beside the repository, so there are no recorded answers to read.");
        return s_all.Value;
    }

    public static Transcript Of(string @case) => All().Single(transcript => string.Equals(transcript.Case, @case, StringComparison.Ordinal));

    public string? Operation => Parameter("operation");

    public string? Parameter(string name) =>
        QueryHelpers.ParseQuery(new Uri(new Uri("http://vtiger"), Url).Query).TryGetValue(name, out var value) ? value.ToString()
        : Form.FirstOrDefault(field => string.Equals(field.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>The request once more, for another Vtiger and its session.</summary>
    public HttpRequestMessage Request(string? session = null)
    {
        var url = Parameter("sessionName") is { } recorded && session is not null ? Url.Replace(recorded, session, StringComparison.Ordinal) : Url;
        return new HttpRequestMessage(Method, url.TrimStart('/'))
        {
            Content = Form.Count == 0 ? null : new FormUrlEncodedContent(Form.Select(field => field.Key is "sessionName" && session is not null ? KeyValuePair.Create(field.Key, session) : field)),
        };
    }

    public HttpResponseMessage Answer()
    {
        var answer = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return answer;
    }

    private static List<Transcript> Read() =>
    [
        .. from entry in JsonElement.Parse(File.ReadAllBytes(Path.Combine(s_folder!, "transcripts.json"))).EnumerateArray()
           let request = entry.GetProperty("request")
           let response = entry.GetProperty("response")
           let body = response.GetProperty("body")
           select new Transcript(
               entry.GetProperty("case").GetString()!,
               HttpMethod.Parse(request.GetProperty("method").GetString()!),
               request.GetProperty("url").GetString()!,
               request.GetProperty("form") is { ValueKind: JsonValueKind.Object } form ? [.. form.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.ToString()))] : [],
               (HttpStatusCode)response.GetProperty("status").GetInt32(),
               response.GetProperty("contentType").GetString()!,
               body.ValueKind is JsonValueKind.Null ? "" : body.GetRawText()),
    ];
}
