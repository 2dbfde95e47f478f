using CrmEnrichment.Sql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

/// <summary>What the databases of the peer tests give no occasion for.</summary>
public sealed class ColumnValueTests
{
    public static TheoryData<object, string, string?> Values => new()
    {
        { ulong.MaxValue, "BIGINT", "18446744073709551615" },
        { long.MinValue, "BIGINT", "-9223372036854775808" },
        { 0.10m, "DECIMAL", "0.10" },
        { double.PositiveInfinity, "DOUBLE", null },
        { float.NaN, "FLOAT", null },
        { "{\"a\": 1.50}", "JSON", "{\"a\": 1.50}" },
        { "{\"a\": 1.50}", "VARCHAR", "\"{\\u0022a\\u0022: 1.50}\"" },
        { DateTime.MinValue, "DATE", null },
        { DateTime.MinValue, "timestamp with time zone", null },
        { new DateTime(2024, 2, 29, 0, 0, 0), "DATE", "\"2024-02-29\"" },
        { new DateTime(2024, 2, 29, 0, 0, 0), "DATETIME", "\"2024-02-29T00:00:00\"" },
        { new DateTime(2024, 2, 29, 0, 0, 0), "TIMESTAMP", "\"2024-02-29T00:00:00Z\"" },
        { new DateTime(2024, 2, 29, 0, 0, 0), "timestamp without time zone", "\"2024-02-29T00:00:00\"" },
        { new DateOnly(2024, 2, 29), "date", "\"2024-02-29\"" },
        { new TimeOnly(23, 59, 58), "time", "\"23:59:58\"" },
        { new TimeSpan(-1, 2, 3), "TIME", "\"-00:57:57\"" },
        { DBNull.Value, "VARCHAR", null },
        { new Version(1, 2), "something new", null },
    };

    [Theory, MemberData(nameof(Values))]
    public void A_value_is_told_as_JSON_or_not_at_all(object value, string type, string? json) => (ColumnValue.ToJson(value, type)?.GetRawText()).ShouldBe(json);
}
