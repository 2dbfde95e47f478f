using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CrmEnrichment.StandIns.MySql.Protocol;

namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>Reads one value of a binary row.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html#sect_protocol_binary_resultset_row_value"/>.</remarks>
internal static class BinaryValue
{
    /// <exception cref="InvalidCastException">A zero date that the connection string does not say how to read.</exception>
    /// <exception cref="FormatException">A number or date that .NET's type does not hold.</exception>
    public static object Read(ReadOnlySpan<byte> value, Column column) => column.Type switch
    {
        ColumnType.Tiny when column.IsBoolean => value[0] != 0,
        ColumnType.Tiny when column.IsUnsigned => value[0],
        ColumnType.Tiny => (sbyte)value[0],
        ColumnType.Short when column.IsUnsigned => BinaryPrimitives.ReadUInt16LittleEndian(value),
        ColumnType.Short => BinaryPrimitives.ReadInt16LittleEndian(value),
        ColumnType.Year => (int)BinaryPrimitives.ReadUInt16LittleEndian(value),
        ColumnType.Long or ColumnType.Int24 when column.IsUnsigned => BinaryPrimitives.ReadUInt32LittleEndian(value),
        ColumnType.Long or ColumnType.Int24 => BinaryPrimitives.ReadInt32LittleEndian(value),
        ColumnType.LongLong when column.IsUnsigned => BinaryPrimitives.ReadUInt64LittleEndian(value),
        ColumnType.LongLong => BinaryPrimitives.ReadInt64LittleEndian(value),
        ColumnType.Float => BinaryPrimitives.ReadSingleLittleEndian(value),
        ColumnType.Double => BinaryPrimitives.ReadDoubleLittleEndian(value),
        ColumnType.Date or ColumnType.DateTime or ColumnType.Timestamp => Moment(value, column),
        ColumnType.Time => Duration(value),
        ColumnType.Decimal or ColumnType.NewDecimal => Number(value),
        ColumnType.Bit => Bits(value),
        ColumnType.Geometry => value.ToArray(),
        ColumnType.Json => Encoding.UTF8.GetString(value),
        _ when column.IsBinary => value.ToArray(),
        _ when column.IsGuid => Guid.Parse(Encoding.UTF8.GetString(value)),
        _ => Encoding.UTF8.GetString(value),
    };

    private static DateTime Moment(ReadOnlySpan<byte> value, Column column)
    {
        // 0000-00-00 has no bytes at all.
        if (value.IsEmpty)
        {
            return column.Rules.ZeroDateIsMinValue ? DateTime.MinValue : throw new InvalidCastException("Unable to convert MySQL date/time to System.DateTime.");
        }

        var reader = new PacketReader(value);
        var (year, month, day) = (reader.UInt16(), reader.Byte(), reader.Byte());
        var (hour, minute, second) = reader.AtEnd ? ((byte)0, (byte)0, (byte)0) : (reader.Byte(), reader.Byte(), reader.Byte());
        var microsecond = reader.AtEnd ? 0 : reader.UInt32();
        try
        {
            return new DateTime(year, month, day, hour, minute, second).AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // 2024-00-00 is a date to MySQL, unless its SQL mode forbids it.
            throw new FormatException("Couldn't interpret value as a valid DateTime.", e);
        }
    }

    private static TimeSpan Duration(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        var reader = new PacketReader(value);
        var negative = reader.Byte() != 0;
        var duration = new TimeSpan((int)reader.UInt32(), reader.Byte(), reader.Byte(), reader.Byte());
        duration += reader.AtEnd ? TimeSpan.Zero : TimeSpan.FromMicroseconds(reader.UInt32());
        return negative ? -duration : duration;
    }

    private static decimal Number(ReadOnlySpan<byte> value) => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException("Couldn't interpret value as a valid Decimal: it has more digits than one holds.");

    private static ulong Bits(ReadOnlySpan<byte> value)
    {
        ulong bits = 0;
        foreach (var b in value)
        {
            bits = (bits << 8) | b;
        }

        return bits;
    }
}
