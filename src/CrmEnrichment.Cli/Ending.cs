using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli;

/// <summary>However a command ends, it ends with a sentence and an exit code.</summary>
internal static class Ending
{
    /// <summary>Characters of what AWS says: it is untrusted, and one sentence is enough.</summary>
    private const int LongestReason = 300;

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The last one before the process: a stack trace and SIGABRT help nobody on call.")]
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e)
        {
            var (code, sentence) = Of(e);
            Terminal.Tell(sentence);
            return code;
        }
    }

    /// <summary>What a person is told about it.</summary>
    public static string Sentence(Exception e) => Of(e).Sentence;

    private static (int Code, string Sentence) Of(Exception e) => e switch
    {
        UsageException or InvalidConfigurationException or LetterTooLargeException => (ExitCode.WrongUsage, e.Message),

        // Of a client that could not be made. What a call comes to is an UpstreamException.
        AmazonClientException => (ExitCode.WrongUsage, $"{e.Message}. Name the region: AWS_REGION=eu-west-1, or a profile that has one."),
        UpstreamException { InnerException: { } inner } => (ExitCode.AwsFailed, $"{e.Message} {Printable.Cut(Redaction.Mask(inner.Message), LongestReason)}"),
        UpstreamException => (ExitCode.AwsFailed, e.Message),
        OutputException => (ExitCode.NoOutput, e.Message),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
        _ => (ExitCode.Bug, $"A bug in crm-enrich: {e.GetType().FullName} {FirstLine(e.StackTrace)}. Letters that were held come back within five minutes."),
    };

    /// <summary>Where; not the message, which may quote what was being read.</summary>
    private static string FirstLine(string? stack) => stack?.Split('\n', 2)[0].Trim() ?? "";
}
