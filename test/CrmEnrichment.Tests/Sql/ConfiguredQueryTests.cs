using CrmEnrichment.Sql;
using CrmEnrichment.Sql.Statements;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

/// <summary>Queries that a person has written into the settings.</summary>
public sealed class ConfiguredQueryTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

    private static readonly string[] s_parameters = SqlSourceOptions.PhoneParameters;

    [Theory]
    [InlineData("SELECT * FROM customers WHERE phone = @phone")]
    [InlineData("select id from c where replace(tel, ' ', '') in (@PHONE, @Digits);")]
    [InlineData("  -- who it is\n/* by number */ WITH c AS (SELECT 1) SELECT * FROM c WHERE p=@national ; \n -- that is all\n")]
    [InlineData("CALL find_customer(@phone)")]
    [InlineData("SELECT ';', \"';\", 'it''s;' FROM c WHERE p = @phone")]
    [InlineData("SELECT @@version, c.* FROM c WHERE p = @phone")]
    public void One_statement_with_a_parameter_is_taken_by_both(string query)
    {
        SqlText.ProblemWith(query, SqlEngine.MySql, s_parameters).ShouldBeNull();
        SqlText.ProblemWith(query, SqlEngine.PostgreSql, s_parameters).ShouldBeNull();
    }

    [Theory]
    [InlineData("SELECT * FROM customers", "compares with none of @phone, @digits, @dialled, @national")]
    [InlineData("SELECT * FROM customers WHERE phone = '@phone'", "compares with none of")]
    [InlineData("SELECT * FROM customers -- WHERE phone = @phone", "compares with none of")]
    [InlineData("SELECT * FROM customers /* WHERE phone = @phone */", "compares with none of")]
    [InlineData("SELECT * FROM customers WHERE phone = @phone; DELETE FROM customers", "more than one statement")]
    [InlineData("SELECT 1; SELECT * FROM customers WHERE phone = @phone", "more than one statement")]
    [InlineData("SELECT * FROM customers WHERE phone = @phone AND id = @id", "holds @id")]
    [InlineData("SELECT * FROM customers WHERE phone = @phonenumber", "holds @phonenumber")]
    [InlineData("SELECT * FROM customers WHERE phone = @phone AND name = 'O'Neill'", "does not end")]
    [InlineData("SELECT * FROM customers WHERE phone = @phone /* later", "does not end")]
    public void What_is_wrong_is_named(string query, string problem)
    {
        SqlText.ProblemWith(query, SqlEngine.MySql, s_parameters).ShouldNotBeNull().What.ShouldContain(problem);
        SqlText.ProblemWith(query, SqlEngine.PostgreSql, s_parameters).ShouldNotBeNull().What.ShouldContain(problem);
    }

    [Theory]
    [InlineData("SELECT * FROM c WHERE p = ? OR p = @phone", "without a name")]
    [InlineData("SELECT * FROM c WHERE p = @phone /*! OR 1 = 1 */", "would execute")]
    [InlineData("SELECT * FROM c WHERE p = @phone /*M!100100 OR 1 = 1 */", "would execute")]
    [InlineData("SELECT @'v' FROM c WHERE p = @phone", "holds @'")]
    [InlineData("SELECT 1 # @phone", "compares with none of")]
    [InlineData("SELECT '\\' @phone '", "compares with none of")]
    [InlineData("SELECT `@phone`", "compares with none of")]
    public void MySQL_has_rules_of_its_own(string query, string problem) =>
        SqlText.ProblemWith(query, SqlEngine.MySql, s_parameters).ShouldNotBeNull().What.ShouldContain(problem);

    [Theory]
    [InlineData("SELECT * FROM c WHERE p = $1 OR p = @phone", "without a name")]
    [InlineData("SELECT $$ @phone ; $$", "compares with none of")]
    [InlineData("SELECT $tag$ @phone $$ ; $tag$", "compares with none of")]
    [InlineData("SELECT E'\\' @phone '", "compares with none of")]
    [InlineData("/* a /* nested */ @phone */ SELECT 1", "compares with none of")]
    [InlineData("SELECT $body$ @phone", "does not end")]
    public void PostgreSQL_has_rules_of_its_own(string query, string problem) =>
        SqlText.ProblemWith(query, SqlEngine.PostgreSql, s_parameters).ShouldNotBeNull().What.ShouldContain(problem);

    [Theory]
    [InlineData(SqlEngine.PostgreSql, "SELECT * FROM c WHERE data @> '{}' AND data ? 'key' AND name ~ '^\\d' AND p::text = @phone")]
    [InlineData(SqlEngine.PostgreSql, "SELECT '\\' FROM c WHERE type'\\' = p AND p = @phone")]
    [InlineData(SqlEngine.PostgreSql, "SELECT a$b, $$it's$$ FROM c WHERE p = @phone")]
    [InlineData(SqlEngine.PostgreSql, "SELECT 1--1\n FROM c WHERE p = @phone")]
    [InlineData(SqlEngine.MySql, "SELECT 1--1, \"it's\", `a``b;`, 'it\\'s;' FROM c WHERE p = @phone # done; really")]
    public void What_only_looks_wrong_is_taken(SqlEngine engine, string query) => SqlText.ProblemWith(query, engine, s_parameters).ShouldBeNull();

    [Fact]
    public void Whatever_the_text_it_is_judged_and_every_piece_leads_on() => Prop.ForAll(
        (from text in Gen.Elements([.. "'\"`#-/*\\;@?$!MeE1 a\n"]).ArrayOf().Select(text => new string(text))
         from engine in Gen.Elements(SqlEngine.MySql, SqlEngine.PostgreSql)
         select (text, engine)).ToArbitrary(),
        x =>
        {
            _ = SqlText.ProblemWith(x.text, x.engine, s_parameters);
            for (var at = 0; at < x.text.Length;)
            {
                var end = SqlPiece.At(x.text, at, x.engine).End;
                if (end <= at || end > x.text.Length)
                {
                    return false;
                }

                at = end;
            }

            return true;
        }).Check(s_config);

    [Fact]
    public void A_statement_stays_one_whatever_is_in_its_strings() => Prop.ForAll(
        (from text in Gen.Elements([.. "'\\;@$/*-# a\""]).ArrayOf().Select(text => new string(text))
         from engine in Gen.Elements(SqlEngine.MySql, SqlEngine.PostgreSql)
         select (text, engine)).ToArbitrary(),
        x =>
        {
            var literal = x.text.Replace("'", "''", StringComparison.Ordinal);
            literal = x.engine is SqlEngine.MySql ? literal.Replace("\\", "\\\\", StringComparison.Ordinal) : literal;
            return SqlText.ProblemWith($"SELECT '{literal}' FROM c WHERE p = @phone", x.engine, s_parameters) is null;
        }).Check(s_config);
}
