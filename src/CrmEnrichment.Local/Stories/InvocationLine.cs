using System.Globalization;
using System.Text;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>One invocation in one line, and a second one for the reason where there is one.</summary>
internal static class InvocationLine
{
    private const string Indent = "          ";

    public static string Of(FunctionDefinition function, ReadOnlyMemory<byte> payload, InvocationResult result, DateTimeOffset endedAt)
    {
        var answer = new Answer(result);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{endedAt:HH:mm:ss}  {function.Name,-17}  {answer.Outcome,-14}  {result.Duration.TotalMilliseconds,5:F0} ms  {CameIn.Of(function.Name, Encoding.UTF8.GetString(payload.Span), answer)}");
        return Masking.Of(line.ReplaceLineEndings(" ")).TrimEnd() + (answer.Explanation is { } explanation ? $"{Environment.NewLine}{Indent}{Masking.Of(explanation)}" : "");
    }
}
