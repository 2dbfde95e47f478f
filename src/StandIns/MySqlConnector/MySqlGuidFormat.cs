namespace MySqlConnector;

public enum MySqlGuidFormat
{
    /// <summary><see cref="Char36"/>.</summary>
    Default = 0,

    /// <summary>No column is read as a <see cref="Guid"/>.</summary>
    None = 1,

    /// <summary>A CHAR(36) column is.</summary>
    Char36 = 2,
}
