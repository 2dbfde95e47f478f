using System.Diagnostics;
using System.Globalization;

namespace CrmEnrichment.Tests;

/// <summary>A program that a test ends with Ctrl+C.</summary>
internal static class Interruptible
{
    /// <summary>What a shell starts in the background ignores Ctrl+C, and so would the program if the tests were started like that.</summary>
    public static ProcessStartInfo Description(string program, params IEnumerable<string> arguments) => OperatingSystem.IsLinux()
        ? new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        : new ProcessStartInfo(program, arguments);

    public static async Task InterruptAsync(this Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
