using CrmEnrichment.StandIns.MySql.Sessions;
using FsCheck;
using FsCheck.Fluent;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.MySql;

public sealed class PlaceholderProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

    /// <summary>Pieces in which nothing is a parameter, whatever they hold.</summary>
    private static readonly Gen<string> s_silent = Gen.Elements(
        "SELECT 1", " ", "\n", "''", "'@a'", "'it''s @a'", "'\\'@a'", "\"@a\"", "\"\\\\\"", "`@a?`", "``", "# @a ' \n", "-- @a \" \n", "--\n", "/* @a ' */", "/**/", "@@a", "@", "1--1", "a-b", "/", "*/", "é", ";");

    private static readonly Gen<string> s_name = Gen.Elements("@a", "@A1", "@long_name", "?a", "@é", "@a.b$");

    [Fact]
    public void Exactly_the_names_outside_of_strings_and_comments_are_parameters() => Check(
        Gen.Frequency((3, s_silent.Select(text => (text, isName: false))), (1, s_name.Select(text => (text, isName: true)))).ListOf(),
        pieces =>
        {
            // A space between, or two pieces would make a third.
            var (sql, names) = Placeholders.Of(string.Join(' ', pieces.Select(piece => piece.text)));
            return names.SequenceEqual(pieces.Where(piece => piece.isName).Select(piece => piece.text))
                && sql.Equals(string.Join(' ', pieces.Select(piece => piece.isName ? "?" : piece.text)), StringComparison.Ordinal);
        });

    [Fact]
    public void Whatever_the_text_only_names_are_replaced() => Check(
        Gen.Elements([.. "@?'\"`#-/*\\;a \n"]).ArrayOf().Select(text => new string(text)),
        text =>
        {
            try
            {
                var (sql, names) = Placeholders.Of(text);
                return sql.Length == text.Length - names.Sum(name => name.Length - 1);
            }
            catch (MySqlException)
            {
                return text.Contains('?', StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_question_mark_without_a_name_is_refused_with_the_fix() =>
        Should.Throw<MySqlException>(() => Placeholders.Of("SELECT ?")).Message.ShouldContain("@name");

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(s_config);
}
