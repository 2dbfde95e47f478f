using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Sql;

/// <summary>Turns rows into customers.</summary>
internal sealed class RowReader(CrmSourceOptions options, int mostBytes)
{
    /// <summary>A number with more rows does not belong to one customer.</summary>
    public const int MostRows = 100;

    /// <summary>One record for each customer. Of several rows with the same id the first one counts.</summary>
    /// <exception cref="UpstreamException">The query returns none of the configured columns, or too many bytes in them.</exception>
    public async Task<List<CustomerRecord>> ReadAsync(DbDataReader rows, CancellationToken ct)
    {
        var customers = new List<CustomerRecord>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        Dictionary<string, int>? columns = null;
        var bytes = 0;
        for (var count = 0; count < MostRows && await rows.ReadAsync(ct); count++)
        {
            columns ??= Columns(rows);
            if (Value(rows, columns, options.Of<SqlSourceOptions>().IdColumn) is not { } id || known.Add(id.GetRawText()))
            {
                customers.Add(ToRecord(rows, columns));
                bytes += customers[^1].Fields.Values.Sum(value => JsonMarshal.GetRawUtf8Value(value).Length);
            }

            if (bytes > mostBytes)
            {
                throw new UpstreamException(options.Name, UpstreamFault.Rejected, $"{options.Name}: the columns hold more than {mostBytes} bytes (Http__MaxResponseBytes). Name other columns in Crm__Sources__N__Fields, or shorten them in the query.");
            }
        }

        return customers;
    }

    private Dictionary<string, int> Columns(DbDataReader rows)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.FieldCount; i++)
        {
            // Of two columns with one name the later one counts: a query adds it after SELECT *.
            columns[rows.GetName(i)] = i;
        }

        return options.Fields.Values.Any(columns.ContainsKey)
            ? columns
            : throw new UpstreamException(options.Name, UpstreamFault.Rejected, $"{options.Name}: the query returns none of the columns {string.Join(", ", options.Fields.Values)}. Name its columns in Crm__Sources__N__Fields.");
    }

    private CustomerRecord ToRecord(DbDataReader row, Dictionary<string, int> columns)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, column) in options.Fields)
        {
            if (Value(row, columns, column) is { } value)
            {
                fields[field] = value;
            }
        }

        return new CustomerRecord(fields, JsonMember.Time(Value(row, columns, options.ChangedAtMember))) { Id = IdOf(Value(row, columns, options.Of<SqlSourceOptions>().IdColumn)) };
    }

    private static string? IdOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } id => id.TryText(out var text) ? text : null,
        { ValueKind: JsonValueKind.Number } id => id.GetRawText(),
        _ => null,
    };

    private static JsonElement? Value(DbDataReader row, Dictionary<string, int> columns, string column)
    {
        if (!columns.TryGetValue(column, out var ordinal))
        {
            return null;
        }

        try
        {
            return ColumnValue.ToJson(row.GetValue(ordinal), row.GetDataTypeName(ordinal));
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or ArgumentOutOfRangeException or JsonException)
        {
            // A value that no .NET type holds, or a document that is nested too deep. The other columns are still used.
            return null;
        }
    }
}
