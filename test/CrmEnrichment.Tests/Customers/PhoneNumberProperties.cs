using System.Text.RegularExpressions;
using CrmEnrichment.PhoneNumbers;
using FsCheck;
using FsCheck.Fluent;
using PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed partial class PhoneNumberProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(20_000).WithEndSize(140)
        .WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

    private static readonly Dictionary<string, PhoneNumberReader> s_readers = PhoneNumberUtil.GetInstance().GetSupportedRegions()
        .ToDictionary(region => region, region => new PhoneNumberReader(region), StringComparer.Ordinal);

    private static readonly Gen<PhoneNumberReader> s_reader = Gen.Elements<PhoneNumberReader>(s_readers.Values);

    private static readonly Gen<Subscriber> s_subscriber = Gen.Elements<Subscriber>(Subscriber.All);

    private static readonly Gen<string> s_anyText = Gen.OneOf(
        from subscriber in s_subscriber
        from start in Gen.Elements("", "tel:", "sip:", "+", "00", "011", "0", "8", "(0)")
        from middle in Gen.Elements("", " ", "-", "0", "(0)", "+", "\0", "x", ";", "@", "%2B", "٤", "ABC")
        from at in Gen.Choose(0, subscriber.National.Length)
        from code in Gen.Elements("", subscriber.CallingCode, "+" + subscriber.CallingCode)
        select start + code + subscriber.National.Insert(at, middle),
        Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(c => new string(c)),
        Gen.Elements([.. "0123456789++-. ()/;=%@:xX#*,2B٤４\u00A0\t\0\uD835\uDFD7\u202A"]).ArrayOf().Select(c => new string(c)),
        Gen.Elements("tel:", "sip:", "sips:", "+", "00", "011", "810", "0", "1", "8", "06", "44", "7", "39", "(0)", "3175550142", "2079460958", " ", "-",
            ";ext=", ";phone-context=", "+1", "@host", "%2B", "%C2%A0", "x12", "anonymous", "FLOWERS", "\uD800").ArrayOf().Select(string.Concat));

    // No slash: behind a whole number it parts two numbers.
    private static readonly Gen<string> s_separator = Gen.Frequency(
        (6, Gen.Constant("")), (1, Gen.Elements(" ", "-", ".", "\u00A0", "\u2009", "\u2011", " - ", "(", ")", "）", "%20", "\u200E")));

    [Fact]
    public void A_number_that_was_read_reads_as_itself() => Check(
        from reader in s_reader from text in s_anyText from other in s_reader select (reader, text, other),
        x => x.reader.Read(x.text).Phone is not { } number || x.other.Read(number.E164).Phone == number);

    [Fact]
    public void What_is_read_is_E164_and_nothing_ever_throws() => Check(
        from reader in s_reader from text in s_anyText select (reader, text),
        x => x.reader.Read(x.text).Phone is not { } number || E164().IsMatch(number.E164));

    [Fact]
    public void An_extension_is_digits() => Check(
        from reader in s_reader from text in s_anyText select (reader, text),
        x => x.reader.Read(x.text) is not NumberReading.Number { Extension: { } extension } || (extension.Length is > 0 and <= 7 && extension.All(char.IsAsciiDigit)));

    [Fact]
    public void Random_text_holds_enough_of_every_kind_to_mean_something() =>
        s_anyText.Sample(10_000, new Rnd(20_260_101, 1), 50).GroupBy(text => s_readers["DE"].Read(text).GetType())
            .ShouldSatisfyAllConditions(kinds => kinds.Count().ShouldBe(4), kinds => kinds.ShouldAllBe(kind => kind.Count() > 100));

    [Fact]
    public void Every_valid_number_of_every_region_is_read_as_it_is()
    {
        Subscriber.All.Count.ShouldBeGreaterThan(1800);
        Subscriber.All.Where(x => !IsReadFrom(x, x.E164)).ShouldBeEmpty();
    }

    [Fact]
    public void The_national_form_is_the_international_form() => Subscriber.All.Where(x => !IsReadFrom(x, x.Trunk + x.National)).ShouldBeEmpty();

    /// <summary>Prefixes that begin with the 00 of most other countries: what follows the whole prefix counts.</summary>
    [Theory]
    [InlineData("AU", "0011")]
    [InlineData("CX", "0011")]
    [InlineData("CC", "0011")]
    [InlineData("SG", "001")]
    [InlineData("SG", "002")]
    [InlineData("HK", "001")]
    [InlineData("HK", "0050")]
    [InlineData("KR", "001")]
    [InlineData("KR", "00700")]
    [InlineData("TH", "001")]
    [InlineData("TH", "009")]
    [InlineData("ID", "008")]
    [InlineData("BR", "0014")]
    [InlineData("BR", "0021")]
    [InlineData("CO", "009")]
    [InlineData("CO", "00444")]
    [InlineData("KH", "001")]
    [InlineData("TW", "002")]
    [InlineData("KE", "000")]
    [InlineData("TZ", "000")]
    [InlineData("UG", "000")]
    [InlineData("MN", "001")]
    public void A_country_s_own_international_prefix_counts_before_the_00_of_others(string region, string prefix)
    {
        var code = Subscriber.All.First(x => string.Equals(x.Region, region, StringComparison.Ordinal)).CallingCode;
        var abroad = Subscriber.All.Where(x => !string.Equals(x.CallingCode, code, StringComparison.Ordinal)).ToList();

        abroad.Where(x => !IsReadFrom(x, prefix + x.E164[1..], s_readers[region])).ShouldBeEmpty();
    }

    [Fact]
    public void Separators_and_scripts_make_no_difference() => Check(
        from x in s_subscriber
        from global in Gen.Elements(true, false)
        from separators in s_separator.ArrayOf(24)
        from zero in Gen.Elements('0', '٠', '۰', '０', '०')
        let plain = global ? x.E164 : x.Trunk + x.National
        select (x, text: string.Concat(plain.Select((c, i) => (char.IsAsciiDigit(c) ? $"{(char)(zero + c - '0')}" : $"{c}") + separators[i]))),
        x => IsReadFrom(x.x, x.text));

    [Fact]
    public void Wrapping_and_extensions_make_no_difference() => Check(
        from x in s_subscriber
        from form in Gen.Elements("tel:{0}", "sip:{0}@pbx.example.org", "SIPS:{0}@192.0.2.17:5061;transport=tls", "{0}", " {0} ", "tel:{0};isub=1", "sip:{0};ext=1@h", "{0};ext=12",
            "{0}x123", "{0} ext. 12", "{0} #1")
        from number in Gen.Elements(x.E164, x.E164.Replace("+", "%2B"), x.Trunk + x.National)
        select (x, text: string.Format(form, number)),
        x => IsReadFrom(x.x, x.text));

    [Fact]
    public void A_phone_context_stands_for_the_calling_code() => Check(
        from x in s_subscriber
        from reader in s_reader
        from trunk in Gen.Elements("", x.Trunk)
        select (x, reader, text: $"tel:{trunk}{x.National};phone-context=+{x.CallingCode}"),
        x => IsReadFrom(x.x, x.text, x.reader));

    [Fact]
    public void The_masked_form_of_whatever_was_read_never_shows_more() => Check(
        from reader in s_reader from text in s_anyText select (reader, text),
        x => Masked().IsMatch(x.reader.Read(x.text).Phone?.ToString() ?? "+1•••••••42"));

    [Fact]
    public void The_masked_form_shows_the_calling_code_and_the_last_two_digits_only() => Check(
        s_subscriber,
        x => string.Equals($"{s_readers[x.Region].Read(x.E164).Phone}", $"+{x.CallingCode}•••••••{x.National[^2..]}", StringComparison.Ordinal));

    private static bool IsReadFrom(Subscriber subscriber, string text, PhoneNumberReader? reader = null) =>
        string.Equals((reader ?? s_readers[subscriber.Region]).Read(text).Phone?.E164, subscriber.E164, StringComparison.Ordinal);

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(s_config);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex E164();

    [GeneratedRegex(@"^\+[1-9][0-9]{0,2}•{7}[0-9]{2}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Masked();
}
