using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static class ParameterTests
{
    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Parameters => [.. s_template.Parameters.Keys];

    [Theory, MemberData(nameof(Parameters))]
    public static void A_parameter_says_what_it_is_and_what_it_may_be(string name)
    {
        var parameter = s_template.Parameters[name];
        parameter.Text("Description").Length.ShouldBeInRange(20, 4000);
        var isBounded = parameter.Text("Type") switch
        {
            "Number" => parameter.At("AllowedValues") is not null || parameter.At("MinValue") is not null && parameter.At("MaxValue") is not null,
            "String" => parameter.At("AllowedPattern") is not null || parameter.At("AllowedValues") is not null || name == "LocalCloudUrl",
            _ => false,
        };
        isBounded.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Parameters))]
    public static void A_default_is_a_value_that_the_parameter_may_have(string name)
    {
        if (s_template.Parameters[name].At("Default") is { } value)
        {
            Allows(name, value.Show()).ShouldBeTrue();
        }
    }

    public static TheoryData<string> Sections => [.. Combinations.All.Keys];

    [Theory, MemberData(nameof(Sections))]
    public static void A_section_of_samconfig_gives_every_parameter_that_has_no_default_and_only_allowed_values(string section)
    {
        var overrides = Combinations.All[section];
        overrides.Keys.ShouldBeSubsetOf(s_template.Parameters.Keys);
        s_template.Parameters.Where(parameter => parameter.Value.At("Default") is null).Select(parameter => parameter.Key).ShouldBeSubsetOf(overrides.Keys);
        overrides.ShouldAllBe(pair => Allows(pair.Key, pair.Value));
        overrides.ShouldContainKey("Release");
    }

    [Fact]
    public static void A_secret_is_only_ever_named() =>
        s_template.Parameters.Keys.Where(name => name.Contains("Secret", StringComparison.Ordinal)).ShouldAllBe(name => name.EndsWith("Arn", StringComparison.Ordinal) || name.EndsWith("Arns", StringComparison.Ordinal));

    [Theory]
    [InlineData("GenesysSecretArn", "hunter2")]
    [InlineData("GenesysSecretArn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/genesys")]
    [InlineData("MoreSecretArns", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf, arn:aws:secretsmanager:us-east-1:123456789012:secret:b-AbCdEf")]
    [InlineData("MoreSecretArns", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf,")]
    [InlineData("CrmUrl", "http://crm.example.com")]
    [InlineData("CrmUrl", "https://user:word@crm.example.com")]
    [InlineData("CrmKind", "Http")]
    [InlineData("LookupCallers", "Everybody")]
    [InlineData("SqlCaFile", "global-bundle.pem")]
    [InlineData("SubnetIds", "subnet-0a1, subnet-0b2")]
    [InlineData("SubnetIds", "vpc-0a1")]
    [InlineData("SecurityGroupIds", "default")]
    [InlineData("SalesforceAudience", "login.salesforce.com")]
    [InlineData("PartnerTopic", "attributes")]
    [InlineData("PartnerEventSource", "aws.partner/example.com/cloud/1")]
    [InlineData("MaxEventAge", "4 days")]
    [InlineData("MaxEventAge", "25:00:00")]
    [InlineData("CrmTimeoutMs", "3001")]
    [InlineData("DefaultRegion", "us")]
    public static void A_wrong_value_is_refused_before_anything_is_deployed(string name, string value) => Allows(name, value).ShouldBeFalse();

    [Theory]
    [InlineData("MoreSecretArns", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf,arn:aws:secretsmanager:us-east-1:123456789012:secret:b-AbCdEf")]
    [InlineData("SubnetIds", "subnet-0a1,subnet-0b2")]
    public static void Lists_are_written_with_commas(string name, string value) => Allows(name, value).ShouldBeTrue();

    private static bool Allows(string name, string value)
    {
        var parameter = s_template.Parameters[name];
        return (parameter.Text("AllowedPattern") is not { Length: > 0 } pattern || Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            && (parameter.At("AllowedValues") is not { } values || values.Items().Any(one => one.Show() == value))
            && (parameter.Text("MinValue") is not { Length: > 0 } least || Number(value) >= Number(least))
            && (parameter.Text("MaxValue") is not { Length: > 0 } most || Number(value) <= Number(most));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
