using CrmEnrichment.StandIns.MySql.Protocol;

namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>Where the values of a binary row lie.</summary>
/// <remarks>
/// <see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html"/>: a zero, a bit for each column that is
/// NULL (the first two bits are not used), then the other columns' values.
/// </remarks>
internal static class BinaryRow
{
    private const int UnusedBits = 2;

    /// <summary>The place of each value in the row, null for NULL.</summary>
    public static void Locate(ReadOnlySpan<byte> row, IReadOnlyList<Column> columns, Span<Range?> values)
    {
        var reader = new PacketReader(row);
        if (reader.Byte() != 0)
        {
            throw PacketReader.Malformed("is no row where one belongs");
        }

        var nulls = reader.Take((columns.Count + UnusedBits + 7) / 8);
        for (var i = 0; i < columns.Count; i++)
        {
            var bit = i + UnusedBits;
            if ((nulls[bit / 8] & (1 << (bit % 8))) != 0)
            {
                values[i] = null;
                continue;
            }

            var length = Length(columns[i].Type, ref reader);
            var start = row.Length - reader.Left;
            reader.Skip(length);
            values[i] = start..(start + length);
        }
    }

    private static int Length(ColumnType type, ref PacketReader reader) => type switch
    {
        ColumnType.Null => 0,
        ColumnType.Tiny => 1,
        ColumnType.Short or ColumnType.Year => 2,
        ColumnType.Long or ColumnType.Int24 or ColumnType.Float => 4,
        ColumnType.LongLong or ColumnType.Double => 8,
        ColumnType.Date or ColumnType.DateTime or ColumnType.Timestamp or ColumnType.Time => reader.Byte(),
        _ => reader.LengthEncodedInteger() is <= int.MaxValue and var length ? (int)length : throw PacketReader.Malformed("ends too early"),
    };
}
