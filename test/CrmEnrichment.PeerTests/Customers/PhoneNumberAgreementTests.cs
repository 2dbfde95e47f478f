using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Customers;

/// <summary>libphonenumber's API, beside npm's libphonenumber-js with its full tables; docs/phone-numbers.md publishes the figures.</summary>
public sealed partial class PhoneNumberAgreementTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_101;

    [Fact]
    public async Task Thirty_countries_agree_as_published()
    {
        var questions = await new GeneratedNumbers(Seed).WriteAsync(Country.Thirty, count: 1000, draws: 20_000, TestContext.Current.CancellationToken);

        questions.Count.ShouldBeGreaterThan(25_000);
        await ShouldAgreeAsync(questions, question => [question.About, "all 30"]);
    }

    [Fact]
    public async Task All_regions_agree_as_published()
    {
        var plans = PhoneNumberUtil.GetInstance();
        var regions = plans.GetSupportedRegions().Order(StringComparer.Ordinal).Select(region => new Country(
            region,
            plans.GetCountryCodeForRegion(region).ToString(CultureInfo.InvariantCulture),
            plans.GetNddPrefixForRegion(region, stripNonDigits: true) ?? "",
            Abroad: "+",
            Shortest: 4,
            Longest: 12)).ToList();
        var questions = await new GeneratedNumbers(Seed).WriteAsync(regions, count: 200, draws: 2000, TestContext.Current.CancellationToken);

        regions.Count.ShouldBe(245);
        await ShouldAgreeAsync(questions, _ => ["all 245"]);
    }

    private async Task ShouldAgreeAsync(List<Question> questions, Func<Question, string[]> rows)
    {
        var peer = await PhoneNumberJudges.PeerAsync(questions, TestContext.Current.CancellationToken);
        var answers = questions.Select((question, i) => (Question: question, Ours: PhoneNumberJudges.Ours(question), Peer: peer[i])).ToList();
        var published = Row.Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs/phone-numbers.md"), TestContext.Current.CancellationToken))
            .ToDictionary(match => match.Groups["about"].Value, match => decimal.Parse(match.Groups["agreement"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var below = new List<string>();
        foreach (var name in answers.SelectMany(answer => rows(answer.Question)).Distinct(StringComparer.Ordinal))
        {
            var row = answers.FindAll(answer => rows(answer.Question).Contains(name, StringComparer.Ordinal));
            var differing = row.FindAll(answer => !string.Equals(answer.Ours, answer.Peer, StringComparison.Ordinal));
            var agreement = Math.Round(100m - (100m * differing.Count / row.Count), 2);
            output.WriteLine($"| {name} | {row.Count} | {row.Count(answer => answer.Peer is not null)} | {agreement:0.00} % |");
            if (agreement < published.GetValueOrDefault(name, 100m))
            {
                below.Add(name);
            }
        }

        foreach (var (question, ours, theirs) in answers.Where(answer => !string.Equals(answer.Ours, answer.Peer, StringComparison.Ordinal)))
        {
            output.WriteLine($"{question}: {ours ?? "invalid"}, peer {theirs ?? "invalid"}");
        }

        below.ShouldBeEmpty("they agree less than docs/phone-numbers.md says");
    }

    /// <summary>Country, numbers, valid ones, agreement: <c>| DE | 1000 | 500 | 99.90 % |</c>.</summary>
    [GeneratedRegex(@"^\| (?<about>[A-Za-z0-9 ]+) \| [0-9]+ \| [0-9]+ \| (?<agreement>[0-9.]+) % \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row { get; }
}
