using CrmEnrichment.Customers.Numbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed class NumberingPlansTests
{
    public static TheoryData<string> Countries => [.. NumberingPlans.All.Keys];

    [Theory]
    [MemberData(nameof(Countries))]
    public void Every_plan_is_possible(string country)
    {
        var plan = NumberingPlans.Of(country)!;

        country.ShouldMatch("^[A-Z]{2}$");
        plan.Country.ShouldBe(country);
        CallingCodes.LengthIn(plan.CallingCode).ShouldBe(plan.CallingCode.Length, "the calling code is assigned");
        plan.Shortest.ShouldBeInRange(6, plan.Longest, "below six digits are short codes");
        (plan.CallingCode.Length + plan.Longest).ShouldBeInRange(7, 15);
        plan.Trunk.ShouldBeOneOf("", "0", "06", "1", "8", "80");
        plan.InternationalPrefixes.ShouldAllBe(prefix => prefix.All(char.IsAsciiDigit) && prefix.Length >= 2);
        for (var i = 0; i < plan.InternationalPrefixes.Length; i++)
            plan.InternationalPrefixes.Take(i).ShouldAllBe(earlier => !plan.InternationalPrefixes[i].StartsWith(earlier), "the longer prefix is tried first");
    }

    [Fact]
    public void Countries_that_share_a_calling_code_share_the_trunk_prefix()
    {
        // The trunk prefix in "+44 (0)…" is judged by the calling code alone.
        foreach (var sharing in NumberingPlans.All.Values.GroupBy(plan => plan.CallingCode, StringComparer.Ordinal))
            sharing.Select(plan => (plan.Trunk, plan.Longest)).Distinct().Count().ShouldBe(1, $"+{sharing.Key}");
    }

    [Fact]
    public void No_calling_code_is_the_beginning_of_another()
    {
        var codes = Enumerable.Range(1, 999).Select(code => code.ToString()).Where(code => CallingCodes.LengthIn(code) == code.Length);

        codes.ShouldAllBe(code => CallingCodes.LengthIn(code + "5") == code.Length);
        codes.Count().ShouldBeGreaterThan(200);
    }
}
