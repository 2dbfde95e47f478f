using System.Text;

namespace CrmEnrichment.PeerTests.Customers;

/// <summary>Seeded numbers: digits that know nothing of the tables, in every form that they are written in.</summary>
internal sealed class GeneratedNumbers(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>
    /// Numbers of each country: half of them valid by at least one of the two libraries, as far as so many were drawn, and half by neither. Among
    /// digits that are drawn evenly a disagreement would drown in what is invalid by its length alone.
    /// </summary>
    public async Task<List<Question>> WriteAsync(IReadOnlyList<Country> countries, int count, int draws, CancellationToken ct)
    {
        var drawn = countries
            .SelectMany(country => Enumerable.Range(0, draws).Select(_ => (Country: country, National: Digits(_random.Next(country.Shortest, country.Longest + 1)))))
            .Distinct()
            .ToList();
        var plain = drawn.ConvertAll(number => new Question(number.Country.Region, number.Country.Region, $"+{number.Country.CallingCode}{number.National}"));
        var peer = await PhoneNumberJudges.PeerAsync(plain, ct);
        return [.. drawn
            .Select((number, i) => (number.Country, number.National, IsNumber: peer[i] is not null || PhoneNumberJudges.Ours(plain[i]) is not null))
            .GroupBy(number => (number.Country, number.IsNumber))
            .SelectMany(numbers => numbers.Take(count / 2))
            .Select(number => Write(number.Country, number.National, countries))];
    }

    private Question Write(Country country, string national, IReadOnlyList<Country> callers)
    {
        var caller = callers[_random.Next(callers.Count)];
        var (region, text) = _random.Next(7) switch
        {
            0 => (caller.Region, $"+{country.CallingCode}{national}"),
            1 => (caller.Region, $"+{country.CallingCode} ({country.Trunk}){national}"),
            2 => (caller.Region, $"{caller.Abroad}{country.CallingCode}{national}"),
            3 => (country.Region, $"{country.Abroad}{country.CallingCode}{national}"),
            4 => (country.Region, $"{country.CallingCode}{national}"),
            5 => (country.Region, national),
            _ => (country.Region, $"{country.Trunk}{national}"),
        };
        return new Question(country.Region, region, Punctuated(text));
    }

    private string Digits(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => _random.Next(10)));

    private string Punctuated(string text)
    {
        var written = new StringBuilder();
        foreach (var c in text)
        {
            written.Append(c).Append(_random.Next(12) switch { 0 => " ", 1 => "-", 2 => ".", 3 => "\u00A0", _ => "" });
        }

        return written.ToString();
    }
}
