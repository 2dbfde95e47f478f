using System.Text;
using CrmEnrichment.StandIns.PhoneNumbers.Plans;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.PhoneNumbers;

/// <summary>The text of the numbering plans, which no compiler checks.</summary>
public static class WorldTests
{
    private static readonly string[] s_blocks = [.. Enumerable.Range('1', 9)
        .SelectMany(zone => ("\n" + Encoding.ASCII.GetString(World.Zone((char)zone))).Split("\n+", StringSplitOptions.RemoveEmptyEntries))];

    public static TheoryData<string> Blocks => [.. s_blocks];

    [Theory, MemberData(nameof(Blocks))]
    public static void A_block_is_written_as_it_is_read(string block) => block.ShouldMatch(
        @"^\d{1,3}( [A-Z]{2}(=\d+:\d)?| 001)+ trunk (-|\d+)( [\d/,=-]+)* abroad (-|[\d/,-]+( [\d/,-]+)*)(\n\d[\d,>-]*:( [\d/,-]+)+(\n  [\d/,-]+( [\d/,-]+)*)*)+\n?$");

    [Theory, MemberData(nameof(Blocks))]
    public static void Ranges_run_upwards_over_equally_many_digits(string block)
    {
        var ranges = block.Split([' ', '\n']).Where(word => !word.EndsWith(':')).SelectMany(word => word.Split(',', '/', '=')).Where(part => part.Length > 1 && part.Contains('-')).ToList();

        ranges.Select(range => range.Split('-')).ShouldAllBe(range => range.Length == 2 && range[0].Length == range[1].Length && string.CompareOrdinal(range[0], range[1]) < 0);
    }

    [Fact]
    public static void No_calling_code_is_the_beginning_of_another_and_no_country_has_two()
    {
        var codes = s_blocks.Select(block => block.Split(' ')[0]).ToList();

        codes.Count.ShouldBe(215);
        codes.ShouldAllBe(code => codes.Count(other => other.StartsWith(code)) == 1);
        s_blocks.SelectMany(block => block.Split(" trunk ")[0].Split(' ').Skip(1)).Where(region => region is not "001").ShouldBeUnique();
    }

    [Theory]
    [InlineData("20,23-25/1,9", "241", 3)]
    [InlineData("20,23-25/1,9", "2491", 3)]
    [InlineData("20,23-25/1,9", "242", -1)]
    [InlineData("20,23-25/1,9", "221", -1)]
    [InlineData("20,23-25/1,9", "20", -1)]
    [InlineData("8,80", "805", 2)]
    [InlineData("8,80/1", "81", 2)]
    [InlineData("08-11", "09", 2)]
    [InlineData("-", "1", -1)]
    [InlineData("", "1", -1)]
    public static void A_prefix_is_a_list_of_ranges_and_then_another(string prefix, string digits, int length) =>
        Prefix.Longest(Encoding.ASCII.GetBytes(prefix), digits).ShouldBe(length);

    [Theory]
    [InlineData("7", 7, 7, 7)]
    [InlineData("7,9-10", 9, 7, 10)]
    [InlineData("7,9-10", 8, 7, 10)]
    public static void Lengths_are_a_list_of_ranges(string lengths, int length, int shortest, int longest)
    {
        Lengths.Bounds(Encoding.ASCII.GetBytes(lengths)).ShouldBe((shortest, longest));
        Lengths.Contain(Encoding.ASCII.GetBytes(lengths), length).ShouldBe(length != 8);
    }
}
