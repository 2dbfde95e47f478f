using System.Diagnostics.CodeAnalysis;

namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>What a column is called, and what its values are to .NET.</summary>
internal static class ColumnClass
{
    /// <summary>The name of its type in SQL.</summary>
    public static string TypeName(this Column column) => column.Type switch
    {
        ColumnType.Tiny when column.IsBoolean => "BOOL",
        ColumnType.Tiny => "TINYINT",
        ColumnType.Short => "SMALLINT",
        ColumnType.Int24 => "MEDIUMINT",
        ColumnType.Long => "INT",
        ColumnType.LongLong => "BIGINT",
        ColumnType.Float => "FLOAT",
        ColumnType.Double => "DOUBLE",
        ColumnType.Decimal or ColumnType.NewDecimal => "DECIMAL",
        ColumnType.Bit => "BIT",
        ColumnType.Year => "YEAR",
        ColumnType.Date => "DATE",
        ColumnType.DateTime => "DATETIME",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Time => "TIME",
        ColumnType.Json => "JSON",
        ColumnType.Geometry => "GEOMETRY",
        ColumnType.Null => "NULL",
        ColumnType.Enum => "ENUM",
        ColumnType.Set => "SET",
        _ when column.IsBinary => "BLOB",
        _ when column.IsGuid => "CHAR(36)",
        _ when column.Flags.HasFlag(ColumnFlags.Enum) => "ENUM",
        _ when column.Flags.HasFlag(ColumnFlags.Set) => "SET",
        ColumnType.String => $"CHAR({column.Characters})",
        _ => "VARCHAR",
    };

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public static Type ClrType(this Column column) => column.Type switch
    {
        ColumnType.Tiny when column.IsBoolean => typeof(bool),
        ColumnType.Tiny => column.IsUnsigned ? typeof(byte) : typeof(sbyte),
        ColumnType.Short => column.IsUnsigned ? typeof(ushort) : typeof(short),
        ColumnType.Int24 or ColumnType.Long => column.IsUnsigned ? typeof(uint) : typeof(int),
        ColumnType.LongLong => column.IsUnsigned ? typeof(ulong) : typeof(long),
        ColumnType.Float => typeof(float),
        ColumnType.Double => typeof(double),
        ColumnType.Decimal or ColumnType.NewDecimal => typeof(decimal),
        ColumnType.Bit => typeof(ulong),
        ColumnType.Year => typeof(int),
        ColumnType.Date or ColumnType.DateTime or ColumnType.Timestamp => typeof(DateTime),
        ColumnType.Time => typeof(TimeSpan),
        ColumnType.Json => typeof(string),
        ColumnType.Null => typeof(object),
        ColumnType.Geometry => typeof(byte[]),
        _ when column.IsBinary => typeof(byte[]),
        _ when column.IsGuid => typeof(Guid),
        _ => typeof(string),
    };
}
