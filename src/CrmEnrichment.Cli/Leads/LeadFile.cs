using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Leads;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmEnrichment.Cli.Leads;

/// <summary>A CSV file of leads, row by row: UTF-8 with or without a mark, with commas, semicolons or tabs, and names in the first row. Nothing of it is kept.</summary>
internal sealed class LeadFile
{
    /// <summary>Characters of a field. More is a quote that was never closed.</summary>
    private const int LongestField = 4_096;

    private const int MostColumns = 200;

    private const string PhoneCode = "phone_code";

    /// <summary>What others call our members: VICIdial's own names, and those of exports.</summary>
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["vendor_lead_code"] = LeadField.Id,
        ["vendor_code"] = LeadField.Id,
        ["record_id"] = LeadField.Id,
        ["phone_number"] = LeadField.Phone,
        ["list_id"] = LeadField.List,
        ["campaign_id"] = LeadField.Campaign,
        ["firstname"] = "first_name",
        ["lastname"] = "last_name",
        ["zip"] = "postal_code",
        ["lead_source"] = LeadField.Origin,
    };

    private readonly FileInfo _file;
    private readonly LeadsOptions _options;
    private readonly string? _list;

    /// <param name="file">The file.</param>
    /// <param name="options">Which members are kept.</param>
    /// <param name="list">The list of rows that name none.</param>
    public LeadFile(FileInfo file, LeadsOptions options, string? list) => (_file, _options, _list) = (file, options, list);

    /// <summary>Columns that nothing is done with, as the file names them. Known once a row is read.</summary>
    public IReadOnlyList<string> Unused { get; private set; } = [];

    /// <exception cref="UsageException">The file cannot be read, or is no such CSV; the message names the line and the fix, and no value.</exception>
    public IEnumerable<LeadRow> Read()
    {
        using var text = Open();
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            MaxFieldSize = LongestField,
            IgnoreBlankLines = true,
            BadDataFound = bad => throw new UsageException($"{_file.Name}, line {bad.Context.Parser?.RawRow}: a quote stands inside a field that is not quoted. Write the field in quotes, and each quote in it twice."),
        });
        if (!Next(csv))
        {
            throw new UsageException($"{_file.Name} is empty: the first row has to name the columns, among them id and phone.");
        }

        var columns = Columns(csv.Record!);
        var number = 0;
        while (Next(csv))
        {
            number++;
            var cells = csv.Record!;
            yield return new LeadRow(number, csv.RawRow, Hash(cells), cells.Length == columns.Count ? Json(columns, cells) : null);
        }
    }

    private StreamReader Open()
    {
        try
        {
            // Strict: a name in Latin-1 would be another name.
            return new StreamReader(_file.Open(FileMode.Open, FileAccess.Read, FileShare.Read), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{_file} cannot be read: {e.Message}");
        }
    }

    private bool Next(CsvParser csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{_file.Name}, behind line {csv.RawRow}: not UTF-8. Save the file as UTF-8, in a spreadsheet as 'CSV UTF-8'.");
        }
        catch (MaxFieldSizeException)
        {
            throw new UsageException($"{_file.Name}, line {csv.RawRow + 1}: a field has more than {LongestField} characters. Most often a quote was not closed.");
        }
        catch (IOException e)
        {
            throw new UsageException($"{_file} cannot be read: {e.Message}");
        }
    }

    private List<string> Columns(string[] head)
    {
        if (head.Length > MostColumns)
        {
            throw new UsageException($"{_file.Name} has {head.Length} columns: give at most {MostColumns}.");
        }

        var columns = head.Select(Name).ToList();
        if (columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1 && same.Key.Length > 0) is { } twice)
        {
            throw new UsageException($"{_file.Name} has several columns for {twice.Key}: keep one of them.");
        }

        foreach (var required in new[] { LeadField.Id, LeadField.Phone }.Where(required => !columns.Contains(required, StringComparer.Ordinal)))
        {
            throw new UsageException($"{_file.Name} has no column {required}: the first row has to name the columns, among them id (or vendor_lead_code) and phone (or phone_number).");
        }

        Unused = [.. head.Zip(columns).Where(column => column.Second is not (LeadField.Id or PhoneCode) && !_options.Keeps(column.Second)).Select(column => column.First.Trim())];
        return columns;
    }

    private static string Name(string head)
    {
        var name = head.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return s_names.GetValueOrDefault(name, name);
    }

    /// <summary>As the door gets it, so that one reader says what is wrong.</summary>
    private JsonElement Json(IReadOnlyList<string> columns, string[] cells)
    {
        var lead = new JsonObject();
        foreach (var (name, cell) in columns.Zip(cells).Where(column => column.First.Length > 0 && column.Second.Trim().Length > 0))
        {
            lead[name] = cell.Trim();
        }

        // VICIdial's own two columns for one number.
        if (lead[PhoneCode]?.ToString() is { } code && lead[LeadField.Phone]?.ToString() is { } phone && code.All(char.IsAsciiDigit) && phone.All(char.IsAsciiDigit))
        {
            lead[LeadField.Phone] = $"+{code}{phone}";
        }

        if (_list is not null && lead[LeadField.List] is null)
        {
            lead[LeadField.List] = _list;
        }

        return JsonElement.Parse(lead.ToJsonString());
    }

    private static string Hash(string[] cells) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', cells))))[..16];
}
