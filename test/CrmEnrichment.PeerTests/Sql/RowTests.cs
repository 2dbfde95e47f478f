using System.Globalization;
using System.Text;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Values in and out.</summary>
[Collection(MariaDb.Collection)]
public sealed class RowTests(MariaDb server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, object, string> Columns => new()
    {
        { "TINYINT(1)", "1", true, "BOOL" },
        { "TINYINT(1)", "0", false, "BOOL" },
        { "TINYINT", "-128", sbyte.MinValue, "TINYINT" },
        { "TINYINT UNSIGNED", "255", byte.MaxValue, "TINYINT" },
        { "SMALLINT", "-32768", short.MinValue, "SMALLINT" },
        { "SMALLINT UNSIGNED", "65535", ushort.MaxValue, "SMALLINT" },
        { "MEDIUMINT", "-8388608", -8388608, "MEDIUMINT" },
        { "MEDIUMINT UNSIGNED", "16777215", 16777215u, "MEDIUMINT" },
        { "INT", "-2147483648", int.MinValue, "INT" },
        { "INT UNSIGNED", "4294967295", uint.MaxValue, "INT" },
        { "BIGINT", "-9223372036854775808", long.MinValue, "BIGINT" },
        { "BIGINT UNSIGNED", "18446744073709551615", ulong.MaxValue, "BIGINT" },
        { "FLOAT", "1.5", 1.5f, "FLOAT" },
        { "DOUBLE", "-1.7976931348623157E+308", double.MinValue, "DOUBLE" },
        { "DECIMAL(28,4)", "-123456789012345678901234.5678", -123456789012345678901234.5678m, "DECIMAL" },
        { "DECIMAL(10,2)", "0.10", 0.10m, "DECIMAL" },
        { "CHAR(10)", "'ab'", "ab", "CHAR(10)" },
        { "VARCHAR(10)", "'naïve 日本'", "naïve 日本", "VARCHAR" },
        { "TINYTEXT", "'😀'", "😀", "VARCHAR" },
        { "TEXT", "''", "", "VARCHAR" },
        { "LONGTEXT", "'long'", "long", "VARCHAR" },
        { "JSON", "'{\"a\": [1, null]}'", "{\"a\": [1, null]}", "VARCHAR" },
        { "ENUM('gold','silver')", "'silver'", "silver", "ENUM" },
        { "SET('a','b','c')", "'a,c'", "a,c", "SET" },
        { "BINARY(3)", "x'0102'", new byte[] { 1, 2, 0 }, "BLOB" },
        { "VARBINARY(3)", "x'FF00'", new byte[] { 255, 0 }, "BLOB" },
        { "BLOB", "x''", Array.Empty<byte>(), "BLOB" },
        { "BIT(1)", "b'1'", 1ul, "BIT" },
        { "BIT(64)", "b'1000000000000000000000000000000000000000000000000000000000000001'", 0x8000000000000001ul, "BIT" },
        { "YEAR", "1999", 1999, "YEAR" },
        { "DATE", "'2024-02-29'", new DateTime(2024, 2, 29), "DATE" },
        { "DATETIME", "'9999-12-31 23:59:59'", new DateTime(9999, 12, 31, 23, 59, 59), "DATETIME" },
        { "DATETIME(6)", "'2024-02-29 01:02:03.000004'", new DateTime(2024, 2, 29, 1, 2, 3).AddMicroseconds(4), "DATETIME" },
        { "DATETIME", "'2024-02-29 00:00:00'", new DateTime(2024, 2, 29), "DATETIME" },
        { "TIMESTAMP", "'2024-02-29 01:02:03'", new DateTime(2024, 2, 29, 1, 2, 3), "TIMESTAMP" },
        { "TIME", "'00:00:00'", TimeSpan.Zero, "TIME" },
        { "TIME(6)", "'-838:59:58.999999'", -(new TimeSpan(34, 22, 59, 58) + TimeSpan.FromMicroseconds(999999)), "TIME" },
        { "POINT", "POINT(1, 2)", Convert.FromHexString("000000000101000000000000000000F03F0000000000000040"), "GEOMETRY" },
        { "CHAR(36)", "'00112233-4455-6677-8899-aabbccddeeff'", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "CHAR(36)" },
    };

    [Theory, MemberData(nameof(Columns))]
    public async Task A_column_is_read_as_what_it_is(string type, string literal, object expected, string typeName)
    {
        await server.AsRootAsync($"CREATE OR REPLACE TABLE typed (value {type}, nothing {type} NULL) CHARACTER SET utf8mb4; INSERT INTO typed VALUES ({literal}, NULL)");
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var reader = await connection.Command("SELECT value, nothing FROM typed").ExecuteReaderAsync(Ct);
        (await reader.ReadAsync(Ct)).ShouldBeTrue();

        reader.GetValue(0).ShouldBe(expected);
        reader.GetFieldType(0).ShouldBe(expected.GetType());
        reader.GetDataTypeName(0).ShouldBe(typeName);
        reader.IsDBNull(0).ShouldBeFalse();
        reader.IsDBNull(1).ShouldBeTrue();
        reader.GetValue(1).ShouldBe(DBNull.Value);
        (await reader.ReadAsync(Ct)).ShouldBeFalse();
    }

    public static TheoryData<object, object> Parameters => new()
    {
        { "text", "text" },
        { "", "" },
        { true, 1L },
        { sbyte.MinValue, (long)sbyte.MinValue },
        { byte.MaxValue, (long)byte.MaxValue },
        { short.MinValue, (long)short.MinValue },
        { ushort.MaxValue, (long)ushort.MaxValue },
        { int.MinValue, (long)int.MinValue },
        { uint.MaxValue, (long)uint.MaxValue },
        { long.MinValue, long.MinValue },
        { 1.5f, 1.5d },
        { double.MaxValue, double.MaxValue },
        { -79228162514264337593543950335m, -79228162514264337593543950335m },
        { new byte[] { 0, 255, 39 }, new byte[] { 0, 255, 39 } },
    };

    [Theory, MemberData(nameof(Parameters))]
    public async Task A_parameter_arrives_as_what_it_was(object value, object expected)
    {
        await using var source = server.Open();

        var arrived = await source.ScalarAsync("SELECT @value", ("@value", value));

        // As what the server calls an expression of that type, such as BIGINT for any whole number.
        (arrived is IConvertible and not string && expected is not double ? Convert.ChangeType(arrived, expected.GetType(), CultureInfo.InvariantCulture) : arrived).ShouldBe(expected);
    }

    [Fact]
    public async Task Times_ids_and_nothing_arrive_too()
    {
        await using var source = server.Open();
        var moment = new DateTime(2024, 2, 29, 23, 59, 58).AddMicroseconds(123456);

        (await source.ScalarAsync("SELECT @value = TIMESTAMP'2024-02-29 23:59:58.123456'", ("@value", moment))).ShouldBe(1);
        (await source.ScalarAsync("SELECT @value = DATE'2024-02-29'", ("@value", new DateOnly(2024, 2, 29)))).ShouldBe(1);
        (await source.ScalarAsync("SELECT @value = 18446744073709551615", ("@value", ulong.MaxValue))).ShouldBe(1);
        (await source.ScalarAsync("SELECT @value = '00112233-4455-6677-8899-aabbccddeeff'", ("@value", Guid.Parse("00112233445566778899aabbccddeeff")))).ShouldBe(1);
        (await source.ScalarAsync("SELECT @value IS NULL", ("@value", null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_parameter_that_MySQL_has_nothing_for_is_refused()
    {
        await using var source = server.Open();

        await Should.ThrowAsync<NotSupportedException>(() => source.ScalarAsync("SELECT @value", ("@value", new Uri("https://example.com"))));
    }

    [Fact]
    public async Task Text_of_every_script_comes_back_as_it_went_and_as_another_client_wrote_it()
    {
        var everything = Everything();
        await server.AsRootAsync("CREATE OR REPLACE TABLE scripts (id INT, body LONGTEXT) CHARACTER SET utf8mb4");
        await server.AsRootAsync($"INSERT INTO scripts VALUES (1, '{everything.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')");
        await using var source = server.Open();

        (await source.ScalarAsync("SELECT body FROM scripts WHERE id = @id", ("@id", 1))).ShouldBe(everything);
        (await source.ScalarAsync("SELECT id FROM scripts WHERE body COLLATE utf8mb4_bin = @body", ("@body", everything))).ShouldBe(1);
        (await source.ScalarAsync("SELECT @body", ("@body", everything))).ShouldBe(everything);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(16_777_215)]
    [InlineData(33_554_430)]
    public async Task Text_of_every_length_that_the_protocol_writes_otherwise_comes_back(int length)
    {
        await using var source = server.Open();
        var text = new string('é', length / 2) + new string('x', length % 2);

        var back = (await source.ScalarAsync("SELECT @text", ("@text", text))).ShouldBeOfType<string>();

        string.Equals(back, text, StringComparison.Ordinal).ShouldBeTrue();
    }

    // A packet of exactly 16 MiB less one byte is followed by an empty one.
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_answer_around_the_longest_packet_is_read_whole(int around)
    {
        // A row is a zero, one byte for NULLs, four bytes of length (0xFD and three) and the text.
        var length = 0xFFFFFF - 6 + around;
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);

        (await connection.ScalarAsync("SELECT REPEAT('x', @length)", ("@length", length))).ShouldBeOfType<string>().Length.ShouldBe(length);
        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_statement_larger_than_the_server_takes_is_an_error_and_not_a_hang()
    {
        await using var source = server.Open();

        await Should.ThrowAsync<MySqlException>(() => source.ScalarAsync("SELECT LENGTH(@text)", ("@text", new string('x', 70_000_000))));
    }

    [Fact]
    public async Task Ten_thousand_rows_are_all_there_and_in_order()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var reader = await connection.Command("SELECT seq, REPEAT(CHAR(97 + seq % 26 USING utf8mb4), seq % 300) FROM seq_1_to_10000").ExecuteReaderAsync(Ct);

        for (var i = 1L; i <= 10_000; i++)
        {
            (await reader.ReadAsync(Ct)).ShouldBeTrue();
            Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture).ShouldBe(i);
            reader.GetString(1).ShouldBe(new string((char)(97 + (i % 26)), (int)(i % 300)));
        }

        (await reader.ReadAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Three_hundred_columns_with_and_without_values_are_told_apart()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        var columns = string.Join(',', Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? $"NULL AS c{i}" : $"{i} AS c{i}"));
        await using var reader = await connection.Command($"SELECT {columns}").ExecuteReaderAsync(Ct);
        (await reader.ReadAsync(Ct)).ShouldBeTrue();

        for (var i = 0; i < 300; i++)
        {
            reader[$"C{i}"].ShouldBe(i % 3 == 0 ? DBNull.Value : i);
        }

        Should.Throw<IndexOutOfRangeException>(() => reader["c300"]);
    }

    [Fact]
    public async Task A_zero_date_is_read_only_if_the_connection_string_says_how()
    {
        await server.AsRootAsync("SET sql_mode = ''; CREATE OR REPLACE TABLE dates (zero DATE); INSERT INTO dates VALUES ('0000-00-00')");
        await using var converting = server.Open(with => with.ConvertZeroDateTime = true);
        await using var other = server.Open();

        (await converting.ScalarAsync("SELECT zero FROM dates")).ShouldBe(DateTime.MinValue);
        await Should.ThrowAsync<InvalidCastException>(() => other.ScalarAsync("SELECT zero FROM dates"));
    }

    [Fact]
    public async Task An_id_of_36_characters_stays_text_if_the_connection_string_says_so()
    {
        await server.AsRootAsync("CREATE OR REPLACE TABLE ids (id CHAR(36)) CHARACTER SET utf8mb4; INSERT INTO ids VALUES ('not a guid')");
        await using var source = server.Open(with => with.GuidFormat = MySqlGuidFormat.None);

        (await source.ScalarAsync("SELECT id FROM ids")).ShouldBe("not a guid");
    }

    [Fact]
    public async Task A_number_beyond_decimal_is_an_error_of_its_own()
    {
        await using var source = server.Open();

        await Should.ThrowAsync<FormatException>(() => source.ScalarAsync("SELECT CAST(REPEAT('9', 60) AS DECIMAL(65))"));
    }

    /// <summary>Every character that is one, from the first to the last plane, but for the control characters that a script would not carry.</summary>
    private static string Everything()
    {
        var text = new StringBuilder();
        for (var c = 0x20; c <= 0x2FA1D; c++)
        {
            if (Rune.IsValid(c) && c is < 0x7F or > 0x9F)
            {
                text.Append(new Rune(c));
            }
        }

        return text.ToString();
    }
}
