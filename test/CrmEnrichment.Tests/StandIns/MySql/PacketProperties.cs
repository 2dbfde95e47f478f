using System.Text;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Results;
using CrmEnrichment.StandIns.MySql.Sessions;
using FsCheck;
using FsCheck.Fluent;
using MySqlConnector;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.MySql;

public sealed class PacketProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

    private static readonly Gen<byte> s_byte = Gen.Frequency((4, Gen.Choose(0, 255)), (1, Gen.Elements(0, 1, 4, 7, 11, 12, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF))).Select(b => (byte)b);

    private static readonly Gen<byte[]> s_bytes = Gen.Choose(0, 120).SelectMany(length => s_byte.ArrayOf(length));

    private static readonly Gen<ulong> s_number = Gen.OneOf(
        Gen.Elements<ulong>(0, 0xFA, 0xFB, 0xFF, 0xFFFF, 0x10000, 0xFFFFFF, 0x1000000, ulong.MaxValue),
        s_byte.ArrayOf(8).Select(b => BitConverter.ToUInt64(b) >> (b[0] % 64)));

    private static readonly ColumnRules s_rules = new(Char36IsGuid: true, ZeroDateIsMinValue: false);

    private static readonly Gen<Column> s_column =
        from type in Gen.Choose(0, 255)
        from flags in Gen.Elements(ColumnFlags.None, ColumnFlags.Unsigned)
        from collation in Gen.Elements((ushort)45, (ushort)63)
        from length in Gen.Elements(1u, 144u, 255u)
        select new Column("c", (ColumnType)type, flags, collation, length, s_rules);

    [Fact]
    public void A_number_is_read_as_it_was_written_and_to_its_last_byte() => Check(s_number, number =>
    {
        var reader = new PacketReader(new PacketWriter().LengthEncodedInteger(number).Packet.Span);
        return reader.LengthEncodedInteger() == number && reader.AtEnd;
    });

    [Fact]
    public void A_number_takes_as_few_bytes_as_its_size_allows() => Check(s_number, number =>
        new PacketWriter().LengthEncodedInteger(number).Packet.Length == number switch { < 0xFB => 1, <= 0xFFFF => 3, <= 0xFFFFFF => 4, _ => 9 });

    [Fact]
    public void Texts_are_read_as_they_were_written() => Check(Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).ListOf(), runes =>
    {
        var text = string.Concat(runes.Select(rune => new Rune(rune).ToString())).Replace("\0", "", StringComparison.Ordinal);
        var reader = new PacketReader(new PacketWriter().LengthEncodedText(text).NullTerminated(text).UInt32(7).Packet.Span);
        return text.Equals(reader.LengthEncodedText(), StringComparison.Ordinal) && text.Equals(Encoding.UTF8.GetString(reader.NullTerminated()), StringComparison.Ordinal) && reader.UInt32() == 7 && reader.AtEnd;
    });

    [Fact]
    public void Packets_arrive_whole_however_the_network_cuts_them() => Check(
        from payloads in s_bytes.NonEmptyListOf()
        from cuts in Gen.Choose(1, 40).ArrayOf(50)
        select (payloads, cuts),
        x =>
        {
            var at = 0;
            using var stream = new ScriptedStream(() => x.cuts[at++ % x.cuts.Length]);
            for (var i = 0; i < x.payloads.Count; i++)
            {
                stream.Packet((byte)i, x.payloads[i]);
            }

            var packets = new PacketStream(stream);
            return x.payloads.All(payload => (packets.TryRead(out var here) ? here : Now(packets.ReadAsync(default))).Span.SequenceEqual(payload))
                && Throws<EndOfStreamException>(() => Now(packets.ReadAsync(default)));
        });

    [Fact]
    public void A_packet_out_of_order_is_refused() => Check(s_byte.Where(b => b != 0), sequence =>
    {
        using var stream = new ScriptedStream().Packet(sequence, 1, 2, 3);
        return Throws<MySqlException>(() => Now(new PacketStream(stream).ReadAsync(default)));
    });

    [Fact]
    public void Whatever_a_server_sends_is_read_or_refused_and_nothing_else() => Check(
        from bytes in s_bytes from columns in s_column.NonEmptyListOf() select (bytes, columns: columns.ToList()),
        x => IsReadOrRefused(() => InitialHandshake.Read(x.bytes))
            && IsReadOrRefused(() => InitialHandshake.Read([10, .. x.bytes]))
            && IsReadOrRefused(() => OkPacket.Read(x.bytes))
            && IsReadOrRefused(() => OkPacket.ReadEnd(x.bytes, deprecateEof: false))
            && IsReadOrRefused(() => ErrorPacket.Read([0xFF, .. x.bytes]))
            && IsReadOrRefused(() => PreparedStatement.ReadAnswer(x.bytes))
            && IsReadOrRefused(() => Column.Read(x.bytes, s_rules))
            && IsReadOrRefused(() => Column.Read([3, 100, 101, 102, 0, 0, 0, 1, 99, 0, 12, .. x.bytes], s_rules))
            && IsReadOrRefused(() => ReadRow([0, 0, .. x.bytes], x.columns)));

    [Fact]
    public void Rows_are_laid_out_as_the_columns_say() => Check(
        from columns in s_column.NonEmptyListOf() from nulls in s_byte.ArrayOf(40) select (columns: columns.ToList(), nulls),
        x =>
        {
            var bitmap = new byte[(x.columns.Count + 9) / 8];
            var row = new PacketWriter();
            var lengths = new List<int?>();
            foreach (var (column, i) in x.columns.Select((column, i) => (column, i)))
            {
                var isNull = (x.nulls[i % 40] & 1) == 1;
                lengths.Add(isNull ? null : WriteValue(row, column.Type));
                bitmap[(i + 2) / 8] |= isNull ? (byte)(1 << ((i + 2) % 8)) : (byte)0;
            }

            var values = new Range?[x.columns.Count];
            byte[] packet = [0, .. bitmap, .. row.Packet.Span];
            BinaryRow.Locate(packet, x.columns, values);
            return values.Select(value => value?.GetOffsetAndLength(packet.Length).Length).SequenceEqual(lengths);
        });

    /// <summary>Some value of the type; returns how long it is.</summary>
    private static int WriteValue(PacketWriter row, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Null:
                return 0;
            case ColumnType.Tiny:
                row.Byte(1);
                return 1;
            case ColumnType.Short or ColumnType.Year:
                row.UInt16(1);
                return 2;
            case ColumnType.Long or ColumnType.Int24 or ColumnType.Float:
                row.UInt32(1);
                return 4;
            case ColumnType.LongLong or ColumnType.Double:
                row.UInt64(1);
                return 8;
            default:
                row.LengthEncodedBytes([1, 2, 3, 4]);
                return 4;
        }
    }

    private static object?[] ReadRow(byte[] packet, List<Column> columns)
    {
        var values = new Range?[columns.Count];
        BinaryRow.Locate(packet, columns, values);
        return [.. columns.Select((column, i) => values[i] is { } place ? BinaryValue.Read(packet.AsSpan(place), column) : null)];
    }

    /// <summary>A value may also be one that .NET's type does not hold.</summary>
    private static bool IsReadOrRefused<T>(Func<T> read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is MySqlException or FormatException or InvalidCastException)
        {
            return true;
        }
    }

    private static bool Throws<T>(Action act)
        where T : Exception
    {
        try
        {
            act();
            return false;
        }
        catch (T)
        {
            return true;
        }
    }

    // The script's reads are over when they return.
    private static ReadOnlyMemory<byte> Now(ValueTask<ReadOnlyMemory<byte>> reading) => reading.AsTask().GetAwaiter().GetResult();

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(s_config);
}
