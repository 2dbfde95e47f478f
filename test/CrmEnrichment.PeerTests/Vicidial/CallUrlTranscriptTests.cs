using System.Text.RegularExpressions;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vicidial;

/// <summary>The URLs that the real VICIdial called, as they were recorded, and what its PHP meant by them.</summary>
public sealed partial class CallUrlTranscriptTests
{
    private static readonly string? s_folder = SharedContracts.Find("vicidial");

    [Fact]
    public void Every_value_that_VICIdial_sent_is_read_as_it_was_meant()
    {
        var compared = 0;
        foreach (var (query, meant) in Recorded())
        {
            // The first recording asks for everything, the agent's password among it.
            var read = CallQuery.Read(query.Replace("pass=agent2&", "", StringComparison.Ordinal));
            read.HasPassword.ShouldBeFalse();
            foreach (var (name, value) in meant)
            {
                // VICIdial has two values for each of these: its own name and an older one. Here both are equal.
                if (CallField.Of(name) is { } field && value.Length > 0)
                {
                    read.Fields[field].ShouldBe(field is CallField.DispositionName ? value.Replace('+', ' ') : value, name);
                    compared++;
                }
            }
        }

        compared.ShouldBeGreaterThanOrEqualTo(24);
    }

    [Fact]
    public void The_recorded_url_with_the_agents_password_is_noticed()
    {
        var (query, _) = Recorded().First();

        query.ShouldContain("pass=agent2");
        CallQuery.Read(query).HasPassword.ShouldBeTrue();
    }

    private static IEnumerable<(string Query, IReadOnlyList<(string Name, string Value)> Meant)> Recorded()
    {
        Assert.SkipUnless(s_folder is not null, "../shared/contracts/vicidial is not here.");
        var text = File.ReadAllText(Path.Combine(s_folder!, "10_dispo_call_url.txt"));
        foreach (Match match in Got.Matches(text))
        {
            yield return (match.Groups["query"].Value,
                [.. Value.Matches(match.Groups["values"].Value).Select(value => (value.Groups["name"].Value, Regex.Unescape(value.Groups["value"].Value)))]);
        }
    }

    [GeneratedRegex(@"TARGET GOT: GET /\w+\?(?<query>\S+) HTTP/1\.1\n  headers: .*\n  body: \n(?<values>(    .*\n?)*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Got { get; }

    [GeneratedRegex(@"^    (?<name>\w+) = (?<quote>['""])(?<value>.*)\k<quote>$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Value { get; }
}
