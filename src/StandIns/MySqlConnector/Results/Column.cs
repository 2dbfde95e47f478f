using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Sessions;

namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>One column of a result, as the server describes it.</summary>
/// <param name="Length">The longest value, for text in bytes.</param>
internal sealed record Column(string Name, ColumnType Type, ColumnFlags Flags, ushort Collation, uint Length, ColumnRules Rules)
{
    private const ushort BinaryCollation = 63;

    // The server sends text in utf8mb4, and counts for it.
    private const uint BytesPerCharacter = 4;

    public bool IsUnsigned => Flags.HasFlag(ColumnFlags.Unsigned);

    public bool IsBinary => Collation == BinaryCollation;

    /// <summary>A TINYINT(1), which is what BOOL means to MySQL.</summary>
    public bool IsBoolean => Type is ColumnType.Tiny && Length == 1 && !IsUnsigned;

    /// <summary>A CHAR(36), if the connection string takes those for one.</summary>
    public bool IsGuid => Rules.Char36IsGuid && Type is ColumnType.String && !IsBinary && Characters == 36;

    /// <summary>The longest value in characters.</summary>
    public uint Characters => Length / BytesPerCharacter;

    public static Column Read(ReadOnlySpan<byte> packet, ColumnRules rules)
    {
        var reader = new PacketReader(packet);
        for (var i = 0; i < 4; i++)
        {
            reader.LengthEncodedBytes(); // catalogue, schema, table, table before its alias
        }

        var name = reader.LengthEncodedText();
        reader.LengthEncodedBytes(); // name before its alias
        reader.LengthEncodedInteger(); // the length of the rest
        var collation = reader.UInt16();
        var length = reader.UInt32();
        return new(name, (ColumnType)reader.Byte(), (ColumnFlags)reader.UInt16(), collation, length, rules);
    }
}
