using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>Keeps what was logged, and shows it on the console.</summary>
public class TestLambdaLogger : ILambdaLogger
{
    public StringBuilder Buffer { get; } = new();

    public void Log(string message)
    {
        Buffer.Append(message);
        Console.Write(message);
    }

    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }

    public void Log(string level, string message) => LogLine($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => LogLine(WithArguments(level, message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        LogLine($"{WithArguments(level, message, args)}{Environment.NewLine}{exception}{Environment.NewLine}");

    private static string WithArguments(string level, string message, object[] args)
    {
        if (args.Length == 0)
        {
            return $"{level}: {message}";
        }

        var lines = new StringBuilder().AppendLine($"{level}: {message}");
        foreach (var arg in args)
        {
            lines.AppendLine($"\t{arg}");
        }

        return lines.ToString();
    }
}
