using System.Text;

namespace CrmEnrichment.Diagnostics;

/// <summary>Standard output for whole lines: one system call for each, made before the call returns.</summary>
/// <remarks>
/// An environment can be frozen or killed right after its answer, so nothing may be kept back. <see cref="Console.Out"/> keeps nothing back either, but writes pieces of 256
/// bytes: seven for an event, each of which also wakes up whoever reads them.
/// </remarks>
internal static class StandardOutput
{
    /// <summary>Characters that go into one write; a longer line, such as one with a long stack, takes several.</summary>
    private const int LongestPiece = 8 * 1024;

    /// <summary>One for all who write: two could mix their lines.</summary>
    public static TextWriter Lines { get; } = LinesTo(Console.OpenStandardOutput());

    public static TextWriter LinesTo(Stream output) =>
        TextWriter.Synchronized(new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), LongestPiece) { AutoFlush = true, NewLine = "\n" });
}
