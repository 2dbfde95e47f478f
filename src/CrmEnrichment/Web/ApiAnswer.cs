using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmEnrichment.Web;

/// <summary>What a caller gets.</summary>
public sealed record ApiAnswer(int Status, string Body, string ContentType = "application/json")
{
    // A plus stays a plus, for whoever looks: nobody puts this into a page unread.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nothing of a customer may stay in a cache on the way.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["cache-control"] = "no-store" };

    /// <summary>RFC 9457: what was wrong and how to put it right.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="title">The kind of problem.</param>
    /// <param name="detail">What to do about it; nothing of the request stands in it.</param>
    /// <param name="parameter">The parameter at fault.</param>
    internal static ApiAnswer Problem(int status, string title, string detail, string? parameter = null) => new(
        status,
        Write(json =>
        {
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            if (parameter is not null)
            {
                json.WriteString("parameter", parameter);
            }
        }),
        "application/problem+json");

    internal static ApiAnswer Bad(string parameter, string detail) => Problem(400, "Bad request", detail, parameter);

    internal static string Write(Action<Utf8JsonWriter> members)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, s_plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    internal ApiAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers, StringComparer.Ordinal) { [header] = value } };

    internal ApiAnswer After(TimeSpan wait) => With("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    public override string ToString() => $"{Status}";
}
