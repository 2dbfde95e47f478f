using System.Globalization;
using CrmEnrichment.PhoneNumbers;
using global::PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Customers;

/// <summary>
/// The example that the official metadata has of every kind of number of every region, written in every form, as our reader and as npm's
/// libphonenumber-js read it.
/// </summary>
public sealed class ExampleNumberTests(ITestOutputHelper output)
{
    /// <summary>Fewer digits, without a trunk prefix, are a short number to our reader (docs/phone-numbers.md).</summary>
    private const int LongestShort = 6;

    /// <summary>Where the numbers are dialled from, besides their own regions.</summary>
    private static readonly string[] s_abroad = ["AU", "DE", "FR", "JP", "US"];

    private static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();

    [Fact]
    public async Task All_examples_of_all_regions_are_read_as_the_peer_reads_them()
    {
        var examples = Examples().ToList();
        var peer = await PhoneNumberJudges.PeerAsync(examples.Select(example => example.Question), TestContext.Current.CancellationToken);

        var differing = examples.Where((example, i) => !Agrees(example, peer[i])).ToList();

        output.WriteLine($"{examples.Count} texts of {examples.Select(example => example.Question.Region).Distinct(StringComparer.Ordinal).Count()} regions");
        differing.Select(example => $"{example.Question}: {Read(example.Question)}, official {example.E164}").ShouldBeEmpty();
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs/phone-numbers.md"), TestContext.Current.CancellationToken);
        page.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{examples.Count:N0} texts"));
    }

    private static bool Agrees(Example example, string? peer) =>
        string.Equals(peer, example.E164, StringComparison.Ordinal)
        && (IsShort(example.Question.Text) || string.Equals(Read(example.Question), example.E164, StringComparison.Ordinal));

    private static bool IsShort(string text) => !text.Contains('+', StringComparison.Ordinal) && text.Count(char.IsAsciiDigit) <= LongestShort;

    private static string? Read(Question question) => new PhoneNumberReader(question.Region).Read(question.Text).Phone?.E164;

    private static IEnumerable<Example> Examples() =>
        from region in s_plans.GetSupportedRegions().Order(StringComparer.Ordinal)
        from type in Enum.GetValues<PhoneNumberType>()
        let number = s_plans.GetExampleNumberForType(region, type)
        where number is not null
        from written in Texts(region, number).Distinct()
        select new Example(new(region, written.Region, written.Text), s_plans.Format(number, PhoneNumberFormat.E164));

    private static IEnumerable<(string Region, string Text)> Texts(string region, global::PhoneNumbers.PhoneNumber number) =>
    [
        (region, s_plans.Format(number, PhoneNumberFormat.E164)),
        (region, s_plans.Format(number, PhoneNumberFormat.INTERNATIONAL)),
        (region, s_plans.Format(number, PhoneNumberFormat.NATIONAL)),
        (region, s_plans.GetNationalSignificantNumber(number)),
        (region, s_plans.Format(number, PhoneNumberFormat.RFC3966)),
        .. s_abroad.Where(caller => s_plans.GetCountryCodeForRegion(caller) != number.CountryCode).Select(caller => (caller, s_plans.FormatOutOfCountryCallingNumber(number, caller))),
    ];

    private sealed record Example(Question Question, string E164);
}
