using System.CommandLine;
using CrmEnrichment.Cli.Deployed;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Checks;

/// <summary>Where the settings come from: a file, over it the environment variables of this process, of a file, or of what is deployed.</summary>
internal sealed class SettingsOptions
{
    private const string Chooser = DeployedFunction.Chooser;

    private readonly Option<FileInfo?> _file = new("--settings") { Description = "the appsettings.json of the functions; else the one that this tool was built with", HelpName = "file" };
    private readonly Option<FileInfo?> _environment = new("--environment") { Description = "lines of NAME=value, or what sam local --env-vars takes, in place of this process' environment", HelpName = "file" };
    private readonly Option<string?> _stack = new("--stack") { Description = "a deployed stack of CloudFormation: the environment of its functions", HelpName = "name" };
    private readonly Option<string?> _function = new("--function") { Description = "a deployed function: its environment", HelpName = "name" };

    public SettingsOptions(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_environment);
        command.Options.Add(_stack);
        command.Options.Add(_function);
        command.Validators.Add(result =>
        {
            if (new Option[] { _environment, _stack, _function }.Count(option => result.GetResult(option) is not null) > 1)
            {
                result.AddError("--environment, --stack and --function exclude one another: give one of them, or none for the environment of this process.");
            }
        });
    }

    /// <summary>The stack that is named; null for none.</summary>
    public string? Stack(ParseResult parsed) => parsed.GetValue(_stack);

    /// <exception cref="UsageException">A file cannot be read, or what is deployed has none of the functions.</exception>
    public async Task<IReadOnlyList<CheckedFunction>> ReadAsync(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(_file) ?? new FileInfo(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        if (parsed.GetValue(_stack) is { } stack)
        {
            using var cloudFormation = new AwsReader(AwsService.CloudFormation);
            return await DeployedAsync(await new DeployedStack(cloudFormation).FunctionsAsync(stack, ct), $"The stack '{stack}'", file, ct);
        }

        if (parsed.GetValue(_function) is { } function)
        {
            return await DeployedAsync([function], $"'{function}'", file, ct);
        }

        if (parsed.GetValue(_environment) is { } variables)
        {
            return [.. VariablesFile.Read(variables).Select(of => new CheckedFunction(of.Key, Over(file, of.Value)))];
        }

        var settings = new ConfigurationBuilder().AddSettingsFile(file).AddEnvironmentVariables().Build();
        return [.. FunctionFeatures.Names.Select(name => new CheckedFunction(name, settings))];
    }

    private static async Task<IReadOnlyList<CheckedFunction>> DeployedAsync(IReadOnlyList<string> names, string what, FileInfo file, CancellationToken ct)
    {
        using var client = new AwsReader(AwsService.Lambda);
        var lambda = new DeployedFunction(client);
        var functions = new List<CheckedFunction>();
        foreach (var name in names)
        {
            // A stack may have functions of others, too.
            var environment = await lambda.EnvironmentAsync(name, ct);
            if (FunctionFeatures.Names.FirstOrDefault(known => string.Equals(known, environment.GetValueOrDefault(Chooser), StringComparison.Ordinal)) is { } known)
            {
                functions.Add(new CheckedFunction(known, Over(file, environment), name));
            }
        }

        return functions.Count > 0
            ? functions
            : throw new UsageException($"{what} has no function of CrmEnrichment: name one whose {Chooser} is {string.Join(", ", FunctionFeatures.Names)}.");
    }

    /// <summary>As the environment of a process has them: two underscores between the levels.</summary>
    private static IConfiguration Over(FileInfo file, IEnumerable<KeyValuePair<string, string?>> variables) => new ConfigurationBuilder()
        .AddSettingsFile(file)
        .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), variable.Value)))
        .Build();
}
