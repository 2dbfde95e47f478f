using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Checks;

/// <summary>The <c>appsettings.json</c> of the functions' package, or one that is to become it.</summary>
internal static class SettingsFile
{
    /// <summary>Bytes. Settings are far smaller.</summary>
    private const int Most = 1024 * 1024;

    /// <summary>As the configuration's own reader has it.</summary>
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="UsageException">It cannot be read, or is no JSON object.</exception>
    public static IConfigurationBuilder AddSettingsFile(this IConfigurationBuilder builder, FileInfo file)
    {
        var text = Read(file);
        try
        {
            // First by a reader whose error names the line; the configuration's own says only that it is no JSON.
            using var parsed = JsonDocument.Parse(text, s_json);
            var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return builder.AddConfiguration(new ConfigurationBuilder().AddJsonStream(stream).Build());
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is no JSON (line {e.LineNumber + 1}): correct it.");
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new UsageException($"{file} is no settings file: write an object with one member for each section, and no name twice.");
        }
    }

    /// <exception cref="UsageException">There is no such file, or we may not read it, or it is too large.</exception>
    public static string Read(FileInfo file)
    {
        try
        {
            return file.Length <= Most ? File.ReadAllText(file.FullName) : throw new UsageException($"{file} is longer than {Most} bytes: no settings are.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: name a file that you may read.");
        }
    }
}
