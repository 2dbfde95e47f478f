using System.CommandLine;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>Which deployed function does the work: --function or --stack, and one of the two.</summary>
/// <param name="kind">Which of our functions.</param>
/// <param name="setting">With which parameter a stack has it.</param>
internal sealed class JobOptions(string kind, string setting)
{
    public Option<string?> Function { get; } = new("--function") { Description = $"the deployed function {kind}: its name, NAME:ALIAS or its ARN", HelpName = "name" };

    public Option<string?> Stack { get; } = new("--stack") { Description = "the deployed stack of CloudFormation that has it", HelpName = "name" };

    /// <returns>What is wrong; null for nothing.</returns>
    public string? Problem(System.CommandLine.Parsing.CommandResult result) => (result.GetResult(Function) is null) == (result.GetResult(Stack) is null)
        ? $"Give --function with the name of the deployed function {kind}, or --stack with the name of its stack."
        : null;

    /// <returns>The name by which the function is invoked.</returns>
    /// <exception cref="UsageException">The stack has no such function.</exception>
    public async Task<string> NameAsync(ParseResult parsed, CancellationToken ct) => parsed.GetValue(Function) ?? await DeployedJob.FindAsync(kind, setting, parsed.GetValue(Stack)!, ct);
}
