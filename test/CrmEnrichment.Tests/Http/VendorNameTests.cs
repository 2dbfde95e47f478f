using System.Text.RegularExpressions;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>What is a vendor's belongs into that vendor's folder, and reaches the clients through <c>Upstream</c>.</summary>
public static partial class VendorNameTests
{
    [Fact]
    public static void No_line_of_the_room_names_a_vendor()
    {
        var lines = Repository.Sources("src/CrmEnrichment/Http").SelectMany(source => source.Split('\n')).ToList();

        lines.Count.ShouldBeGreaterThan(500);
        lines.Where(line => Vendor.IsMatch(line)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("as Genesys Cloud has it", true)]
    [InlineData("\"inin-ratelimit-count\"", true)]
    [InlineData("Sforce-Limit-Info", true)]
    [InlineData("SalesforceUsage", true)]
    [InlineData("VtigerSession", true)]
    [InlineData("how much is remaining; joining others", false)]
    public static void Names_are_found_and_words_are_not(string line, bool found) => Vendor.IsMatch(line).ShouldBe(found);

    [GeneratedRegex(@"genesys|\binin\b|salesforce|sforce|hubspot|vtiger|twilio|vicidial", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Vendor { get; }
}
