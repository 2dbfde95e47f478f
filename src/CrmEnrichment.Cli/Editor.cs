using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Cli;

/// <summary>The person's editor, on a copy that nobody else may read and that is gone afterwards.</summary>
internal sealed class Editor(string command)
{
    /// <summary>Never a name from the letter: that would lead wherever the letter likes.</summary>
    private const string FileName = "event.json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <exception cref="UsageException">None is set.</exception>
    public static Editor Configured() =>
        Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual ? new(visual)
        : Environment.GetEnvironmentVariable("EDITOR") is { Length: > 0 } editor ? new(editor)
        : throw new UsageException("No editor: set VISUAL or EDITOR to the command that opens a file and ends when it is closed.");

    /// <returns>Null where nothing was changed.</returns>
    /// <exception cref="UsageException">The editor failed, or left nothing that can be read.</exception>
    public async Task<JsonElement?> EditAsync(JsonElement before, CancellationToken ct)
    {
        // Of the owner alone, as the system makes it.
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            var file = Path.Combine(folder.FullName, FileName);
            await using (var stream = PrivateFile.Open(file, FileMode.CreateNew))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(before, s_indented)), ct);
            }

            await RunAsync(file);
            var after = JsonElement.Parse(await File.ReadAllTextAsync(file, ct));
            return JsonElement.DeepEquals(before, after) ? null : after;
        }
        catch (JsonException e)
        {
            throw new UsageException($"What was saved is no JSON (line {e.LineNumber + 1}): the letter is as it was.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("The editor left no file that can be read: the letter is as it was.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>By a shell, since an editor is a command with options, such as "code --wait".</summary>
    private async Task RunAsync(string file)
    {
        using var process = Process.Start(OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", $"{command} \"{file}\""])
            : new ProcessStartInfo("sh", ["-c", $"{command} \"$1\"", "sh", file]))!;
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
        {
            throw new UsageException($"The editor ended with {process.ExitCode}: the letter is as it was.");
        }
    }
}
