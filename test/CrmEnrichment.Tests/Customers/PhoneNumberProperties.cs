using System.Text.RegularExpressions;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Numbers;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed partial class PhoneNumberProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(20_000).WithEndSize(140)
        .WithReplay(new Replay(new Rnd(20_260_101, 1), size: null));

    private static readonly Dictionary<string, PhoneNumberReader> s_readers = NumberingPlans.All.Keys
        .ToDictionary(country => country, country => new PhoneNumberReader(country), StringComparer.Ordinal);

    private static readonly Gen<PhoneNumberReader> s_reader = Gen.Elements<PhoneNumberReader>(s_readers.Values);

    private static readonly Gen<char> s_digit = Gen.Elements([.. "0123456789"]);

    /// <summary>Numbers as the plan of their country has them, apart from those whose first digits are somebody's prefix.</summary>
    private static readonly Gen<Subscriber> s_subscriber =
        from plan in Gen.Elements<NumberingPlan>(NumberingPlans.All.Values)
        from length in Gen.Choose(plan.Shortest, plan.Longest)
        from first in Gen.Choose(2, 9)
        from rest in s_digit.ArrayOf(length - 1)
        let national = $"{first}{new string(rest)}"
        where !plan.InternationalPrefixes.Any(prefix => national.StartsWith(prefix, StringComparison.Ordinal))
        select new Subscriber(plan, national);

    private static readonly Gen<string> s_anyText = Gen.OneOf(
        from subscriber in s_subscriber
        from start in Gen.Elements("", "tel:", "sip:", "+", "00", "011", "0", "8", "(0)")
        from middle in Gen.Elements("", " ", "-", "0", "(0)", "+", "\0", "x", ";", "@", "%2B", "٤")
        from at in Gen.Choose(0, subscriber.National.Length)
        from code in Gen.Elements("", subscriber.Plan.CallingCode, "+" + subscriber.Plan.CallingCode)
        select start + code + subscriber.National.Insert(at, middle),
        Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(c => new string(c)),
        Gen.Elements([.. "0123456789++-. ()/;=%@:xX#,2B٤４\u00A0\t\0\uD835\uDFD7\u202A"]).ArrayOf().Select(c => new string(c)),
        Gen.Elements("tel:", "sip:", "sips:", "+", "00", "011", "810", "0", "1", "8", "06", "44", "7", "39", "(0)", "3175550142", "2079460958", " ", "-",
            ";ext=", ";phone-context=", "+1", "@host", "%2B", "%C2%A0", "x12", "anonymous", "\uD800").ArrayOf().Select(string.Concat));

    private static readonly Gen<string> s_separator = Gen.Frequency(
        (6, Gen.Constant("")), (1, Gen.Elements(" ", "-", ".", "/", "\u00A0", "\u2009", "\u2011", " - ", "(", ")", "）", "%20", "\u200E")));

    [Fact]
    public void A_number_that_was_read_reads_as_itself() => Check(
        from reader in s_reader from text in s_anyText from other in s_reader select (reader, text, other),
        x => x.reader.Read(x.text) is not { } number || x.other.Read(number.E164) == number);

    [Fact]
    public void What_is_read_is_E164_and_nothing_ever_throws() => Check(
        from reader in s_reader from text in s_anyText select (reader, text),
        x => x.reader.Read(x.text) is not { } number || E164().IsMatch(number.E164));

    [Fact]
    public void Random_text_holds_enough_numbers_to_mean_something() =>
        s_anyText.Sample(10_000, new Rnd(20_260_101, 1), 50).Count(text => s_readers["DE"].Read(text) is not null).ShouldBeGreaterThan(500);

    [Fact]
    public void Plausible_numbers_are_read_as_they_are() => Check(
        s_subscriber,
        x => x.IsReadFrom(x.E164));

    [Fact]
    public void Separators_and_scripts_make_no_difference() => Check(
        from x in s_subscriber
        from global in Gen.Elements(true, false)
        from separators in s_separator.ArrayOf(24)
        from zero in Gen.Elements('0', '٠', '۰', '０', '०')
        let plain = global ? x.E164 : x.Plan.Trunk + x.National
        select (x, text: string.Concat(plain.Select((c, i) => (char.IsAsciiDigit(c) ? $"{(char)(zero + c - '0')}" : $"{c}") + separators[i]))),
        x => x.x.IsReadFrom(x.text));

    [Fact]
    public void Wrapping_and_extensions_make_no_difference() => Check(
        from x in s_subscriber
        from form in Gen.Elements("tel:{0}", "sip:{0}@pbx.example.org", "SIPS:{0}@192.0.2.17:5061;transport=tls", "{0}", " {0} ", "tel:{0};isub=1", "sip:{0};ext=1@h", "{0};ext=12",
            "{0}x123", "{0} ext. 12", "{0} #1")
        from number in Gen.Elements(x.E164, x.E164.Replace("+", "%2B"), x.National, x.Plan.Trunk + x.National)
        select (x, text: string.Format(form, number)),
        x => x.x.IsReadFrom(x.text));

    // Left out: "00 1 1…", which is 0011 in Australia, and "+7 8…", whose 8 is a trunk prefix only where the length says so.
    [Fact]
    public void Every_prefix_leads_to_the_same_number() => Check(
        from x in s_subscriber
        from caller in Gen.Elements<NumberingPlan>(NumberingPlans.All.Values)
        where caller.InternationalPrefixes.Length > 0
        from prefix in Gen.Elements(caller.InternationalPrefixes)
        from trunk in Gen.Elements("", x.Plan.Trunk)
        let dialled = $"{prefix}{x.Plan.CallingCode}{trunk}{x.National}"
        where caller.InternationalPrefixes.First(p => dialled.StartsWith(p, StringComparison.Ordinal)).Equals(prefix, StringComparison.Ordinal)
        where trunk is not ['8', ..] || x.National.Length == x.Plan.Longest
        select (x, reader: s_readers[caller.Country], text: dialled),
        x => x.x.IsReadFrom(x.text, x.reader));

    [Fact]
    public void A_phone_context_stands_for_the_calling_code() => Check(
        from x in s_subscriber
        from reader in s_reader
        from trunk in Gen.Elements("", x.Plan.Trunk)
        select (x, reader, text: $"tel:{trunk}{x.National};phone-context=+{x.Plan.CallingCode}"),
        x => x.x.IsReadFrom(x.text, x.reader));

    [Fact]
    public void The_masked_form_of_whatever_was_read_never_shows_more() => Check(
        from reader in s_reader from text in s_anyText select (reader, text),
        x => x.reader.Read(x.text) is not { } number || Masked().IsMatch(number.ToString()));

    [Fact]
    public void The_masked_form_shows_the_calling_code_and_the_last_two_digits_only() => Check(
        s_subscriber,
        x => string.Equals($"{x.Reader.Read(x.E164)}", $"+{x.Plan.CallingCode}•••••••{x.National[^2..]}", StringComparison.Ordinal));

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(s_config);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex E164();

    [GeneratedRegex(@"^\+[1-9][0-9]{0,2}•{7}[0-9]{2}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Masked();

    private sealed record Subscriber(NumberingPlan Plan, string National)
    {
        public string E164 => $"+{Plan.CallingCode}{National}";

        public PhoneNumberReader Reader => s_readers[Plan.Country];

        public bool IsReadFrom(string text, PhoneNumberReader? reader = null) =>
            string.Equals((reader ?? Reader).Read(text)?.E164, E164, StringComparison.Ordinal);
    }
}
