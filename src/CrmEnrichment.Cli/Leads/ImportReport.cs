using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmEnrichment.Cli.Leads;

/// <summary>Every row of an import with what became of it, as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal static class ImportReport
{
    public static FileInfo FileOf(FileInfo leads) => new($"{leads.FullName}.report.csv");

    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(FileInfo file, IEnumerable<RowResult> results)
    {
        try
        {
            using var text = new StreamWriter(PrivateFile.Open(file.FullName, FileMode.Create), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
            foreach (var name in new[] { "row", "id", "outcome", "message" })
            {
                csv.WriteField(name);
            }

            csv.NextRecord();
            foreach (var result in results)
            {
                csv.WriteField(result.Row.ToString(CultureInfo.InvariantCulture));
                csv.WriteField(result.Id ?? "");
                csv.WriteField(result.Outcome);
                csv.WriteField(result.Message ?? "");
                csv.NextRecord();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report {file} cannot be written: {e.Message}");
        }
    }
}
