using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Lines of time, request id, level and message, as CloudWatch shows those of the managed runtime.</summary>
internal sealed class LambdaConsoleLogger(string? awsRequestId, TimeProvider time) : ILambdaLogger
{
    public static void LogUnhandled(Exception exception, string? awsRequestId) =>
        new LambdaConsoleLogger(awsRequestId, TimeProvider.System).Write(nameof(LogLevel.Error), exception.ToString());

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Write(nameof(LogLevel.Information), message);

    public void Log(string level, string message) => Write(level, message);

    public void Log(string level, string message, params object[] args) => Write(level, Fill(message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        Write(level, Fill(message, args) + '\n' + exception);

    private void Write(string level, string message)
    {
        if (IsEnabled(level))
        {
            var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            Console.WriteLine($"{now}\t{awsRequestId}\t{Label(level)}\t{message}");
        }
    }

    private static bool IsEnabled(string level) =>
        !Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL"), ignoreCase: true, out var lowest)
        || !Enum.TryParse<LogLevel>(level, ignoreCase: true, out var asked)
        || asked >= lowest;

    private static string Label(string level) => level switch
    {
        nameof(LogLevel.Trace) => "trce",
        nameof(LogLevel.Debug) => "dbug",
        nameof(LogLevel.Information) => "info",
        nameof(LogLevel.Warning) => "warn",
        nameof(LogLevel.Error) => "fail",
        nameof(LogLevel.Critical) => "crit",
        _ => level,
    };

    /// <summary>Puts the arguments into the {placeholders} of a message template, one after the other.</summary>
    private static string Fill(string template, object[] args)
    {
        var text = new StringBuilder();
        var rest = template.AsSpan();
        foreach (var arg in args)
        {
            var open = rest.IndexOf('{');
            var close = open < 0 ? -1 : rest[open..].IndexOf('}');
            if (close < 0)
            {
                break;
            }

            text.Append(rest[..open]).Append(CultureInfo.InvariantCulture, $"{arg}");
            rest = rest[(open + close + 1)..];
        }

        return text.Append(rest).ToString();
    }
}
