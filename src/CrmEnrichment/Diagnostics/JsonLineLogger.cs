using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Diagnostics;

/// <summary>One category of <see cref="JsonLineLoggerProvider"/>.</summary>
internal sealed class JsonLineLogger(string category, TextWriter output, TimeProvider time, Func<IExternalScopeProvider?> scopes) : ILogger
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes()?.Push(state);

    // The factory's filters have checked the level before.
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow());
            json.WriteString("level", logLevel.ToString());
            json.WriteString("category", category);
            json.WriteString("message", Redaction.Mask(formatter(state, exception)));
            var written = new HashSet<string>(StringComparer.Ordinal) { "timestamp", "level", "category", "message" };
            WriteValues(json, state, written);
            scopes()?.ForEachScope((scope, writer) => WriteValues(writer, scope, written), json);
            if (exception is not null)
            {
                // Not the exception's message: it may quote what was being read.
                json.WriteString("exception", exception.GetType().FullName);
                json.WriteString("stack", exception.StackTrace);
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteValues(Utf8JsonWriter json, object? state, HashSet<string> written)
    {
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            if (string.Equals(name, "{OriginalFormat}", StringComparison.Ordinal) || !written.Add(name))
            {
                continue;
            }

            // Numbers are durations, counts and statuses; a phone number is text, and masked as such.
            if (value is int or long)
            {
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
            }
            else
            {
                json.WriteString(name, Redaction.Mask(value?.ToString() ?? ""));
            }
        }
    }
}
