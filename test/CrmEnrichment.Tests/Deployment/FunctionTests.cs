using System.Reflection;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static class FunctionTests
{
    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Functions => [.. s_template.Functions.Keys];

    [Fact]
    public static void Every_function_exists_in_the_template_and_in_the_code() =>
        s_template.Functions.Keys.ShouldBe(EntryPoints(), ignoreOrder: true);

    [Fact]
    public static void Every_function_has_its_features() => FunctionFeatures.Names.ShouldBe(EntryPoints(), ignoreOrder: true);

    [Theory, MemberData(nameof(Functions))]
    public static void A_function_is_started_under_its_own_name(string function)
    {
        var properties = s_template.Functions[function];
        properties.Text("Environment", "Variables", "ANNOTATIONS_HANDLER").ShouldBe(function);
        properties.Text("PackageType").ShouldBeEmpty();
    }

    // A snapshot is taken of a published version only, and events reach it only by the alias.
    [Theory, MemberData(nameof(Functions))]
    public static void A_function_with_SnapStart_publishes_versions_behind_an_alias(string function)
    {
        var properties = s_template.Functions[function];
        properties.Text("SnapStart", "ApplyOn").ShouldBe("!If [IsManaged, !Ref SnapStart, None]");
        s_template.Parameters["SnapStart"].Text("Default").ShouldBe("PublishedVersions");
        properties.Text("AutoPublishAlias").ShouldBe("live");
    }

    [Theory, MemberData(nameof(Functions))]
    public static void A_changed_setting_reaches_the_alias(string function)
    {
        var properties = s_template.Functions[function];
        properties.Text("AutoPublishAliasAllProperties").ShouldBe("true");
        properties.Text("VersionDescription").ShouldBe("!Ref Release");
        properties.Text("Description").ShouldContain("${Release}");
    }

    [Theory, MemberData(nameof(Functions))]
    public static void Memory_and_concurrency_are_parameters(string function)
    {
        var properties = s_template.Functions[function];
        properties.Text("MemorySize").ShouldBe("!Ref MemorySize");
        properties.Text("ReservedConcurrentExecutions").ShouldStartWith("!If [ReservesConcurrency, ");
    }

    // An embedded metric is found only where it is the whole line (see the comment in the template).
    [Theory, MemberData(nameof(Functions))]
    public static void A_line_that_a_function_writes_reaches_CloudWatch_unchanged(string function)
    {
        var properties = s_template.Functions[function];
        properties.Text("LoggingConfig", "LogFormat").ShouldBe("Text");
        properties.Text("Environment", "Variables", "AWS_LAMBDA_HANDLER_LOG_FORMAT").ShouldBe("Unformatted");
    }

    [Theory, MemberData(nameof(Functions))]
    public static void A_function_writes_into_a_log_group_of_its_own_that_forgets(string function)
    {
        var group = s_template.Functions[function].Text("LoggingConfig", "LogGroup");
        group.ShouldBe($"!Ref {function}Logs");
        s_template.Properties($"{function}Logs").Text("RetentionInDays").ShouldBe("!Ref LogRetentionDays");
    }

    // What the tests measure and prove is what is deployed.
    [Theory, MemberData(nameof(Functions))]
    public static void The_local_cloud_gives_a_function_the_variables_of_the_runtime_that_the_template_gives(string function)
    {
        var variables = FunctionEnvironment.VariablesOf(function).Where(variable => variable.Key.StartsWith("DOTNET_", StringComparison.Ordinal));
        variables.ToDictionary(variable => variable.Key, variable => variable.Value.Show()).ShouldBe(ProductFunctions.RuntimeVariables, ignoreOrder: true);
    }

    private static IEnumerable<string> EntryPoints() =>
        from type in typeof(Functions.Startup).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "LambdaFunctionAttribute")
        select method.Name;
}
