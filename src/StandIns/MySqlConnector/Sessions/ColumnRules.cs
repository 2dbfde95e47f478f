namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>How the connection string wants columns read.</summary>
/// <param name="Char36IsGuid">Whether CHAR(36) is a <see cref="Guid"/>.</param>
/// <param name="ZeroDateIsMinValue">Whether 0000-00-00 is <see cref="DateTime.MinValue"/>; otherwise it cannot be read.</param>
internal sealed record ColumnRules(bool Char36IsGuid, bool ZeroDateIsMinValue);
