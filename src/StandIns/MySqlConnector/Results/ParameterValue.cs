using System.Globalization;
using CrmEnrichment.StandIns.MySql.Protocol;

namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>Writes the value of a parameter in the binary protocol.</summary>
internal static class ParameterValue
{
    private const ushort Unsigned = 0x8000;

    /// <summary>The value's type, and whether it is unsigned in the highest bit.</summary>
    /// <exception cref="NotSupportedException">MySQL has nothing like it.</exception>
    public static ushort TypeOf(object? value) => value switch
    {
        null or DBNull => (ushort)ColumnType.Null,
        bool or sbyte => (ushort)ColumnType.Tiny,
        byte => (ushort)ColumnType.Tiny | Unsigned,
        short => (ushort)ColumnType.Short,
        ushort => (ushort)ColumnType.Short | Unsigned,
        int => (ushort)ColumnType.Long,
        uint => (ushort)ColumnType.Long | Unsigned,
        long => (ushort)ColumnType.LongLong,
        ulong => (ushort)ColumnType.LongLong | Unsigned,
        float => (ushort)ColumnType.Float,
        double => (ushort)ColumnType.Double,
        decimal => (ushort)ColumnType.NewDecimal,
        string or Guid => (ushort)ColumnType.VarString,
        byte[] => (ushort)ColumnType.Blob,
        DateTime => (ushort)ColumnType.DateTime,
        DateOnly => (ushort)ColumnType.Date,
        _ => throw new NotSupportedException($"Parameter type {value.GetType().Name} is not supported."),
    };

    /// <summary>A value that is not NULL; that one is told by its bit alone.</summary>
    public static void Write(PacketWriter packet, object value)
    {
        _ = value switch
        {
            bool flag => packet.Byte(flag ? (byte)1 : (byte)0),
            sbyte number => packet.Byte((byte)number),
            byte number => packet.Byte(number),
            short number => packet.UInt16((ushort)number),
            ushort number => packet.UInt16(number),
            int number => packet.UInt32((uint)number),
            uint number => packet.UInt32(number),
            long number => packet.UInt64((ulong)number),
            ulong number => packet.UInt64(number),
            float number => packet.UInt32(BitConverter.SingleToUInt32Bits(number)),
            double number => packet.UInt64(BitConverter.DoubleToUInt64Bits(number)),
            decimal number => packet.LengthEncodedText(number.ToString(CultureInfo.InvariantCulture)),
            string text => packet.LengthEncodedText(text),
            Guid guid => packet.LengthEncodedText(guid.ToString()),
            byte[] bytes => packet.LengthEncodedBytes(bytes),
            DateTime moment => Moment(packet, moment),
            DateOnly date => Date(packet.Byte(4), date.Year, date.Month, date.Day),
            _ => throw new NotSupportedException($"Parameter type {value.GetType().Name} is not supported."),
        };
    }

    private static PacketWriter Moment(PacketWriter packet, DateTime moment) => Date(packet.Byte(11), moment.Year, moment.Month, moment.Day)
        .Byte((byte)moment.Hour)
        .Byte((byte)moment.Minute)
        .Byte((byte)moment.Second)
        .UInt32((uint)(moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));

    private static PacketWriter Date(PacketWriter packet, int year, int month, int day) => packet.UInt16((ushort)year).Byte((byte)month).Byte((byte)day);
}
