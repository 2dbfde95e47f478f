using System.Text.Json;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>A deployed function that does work for whoever invokes it, such as ReconcileJournal: it has the secrets and the network path that this machine does not have.</summary>
/// <param name="invocations">Of AWS Lambda.</param>
/// <param name="kind">Which of our functions it is.</param>
/// <param name="name">As it is deployed.</param>
internal sealed class DeployedJob(AwsReader invocations, string kind, string name)
{
    /// <summary>Characters of what an error says: one sentence is enough.</summary>
    private const int LongestReason = 400;

    /// <param name="kind">Which of our functions.</param>
    /// <param name="setting">With which parameter a stack has it.</param>
    /// <param name="stack">Name or ARN.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The function's name, with its alias where it has one.</returns>
    /// <exception cref="UsageException">The stack has none.</exception>
    public static async Task<string> FindAsync(string kind, string setting, string stack, CancellationToken ct)
    {
        using var cloudFormation = new AwsReader(AwsService.CloudFormation);
        using var lambda = new AwsReader(AwsService.Lambda);
        foreach (var function in await new DeployedStack(cloudFormation).FunctionsAsync(stack, ct))
        {
            var environment = await new DeployedFunction(lambda).EnvironmentAsync(function, ct);
            if (string.Equals(environment.GetValueOrDefault(DeployedFunction.Chooser), kind, StringComparison.Ordinal))
            {
                return function;
            }
        }

        throw new UsageException($"The stack '{stack}' has no function {kind}: deploy it with {setting}, or name the function with --function.");
    }

    /// <exception cref="UsageException">The function says that the request is wrong.</exception>
    /// <exception cref="UpstreamException">It could not be invoked, or failed.</exception>
    public async Task<TReport> RunAsync<TRequest, TReport>(TRequest request, CancellationToken ct)
        where TReport : class
    {
        var call = new AwsReadRequest { Path = $"/{AwsService.Lambda.Version}/functions/{AwsReadRequest.Placeholder}/invocations", Name = name, Json = Json.Line(request) };
        var answer = await invocations.AskAsync(call, "lambda:InvokeFunction on the function", ct);
        try
        {
            if (!answer.IsFunctionError)
            {
                return JsonSerializer.Deserialize<TReport>(answer.Body, JsonSerializerOptions.Web) ?? throw new JsonException();
            }

            var error = JsonSerializer.Deserialize<FunctionError>(answer.Body, JsonSerializerOptions.Web);
            var reason = Printable.Cut(Redaction.Mask(error?.ErrorMessage ?? "it did not say why"), LongestReason);
            throw error?.ErrorType is nameof(ArgumentException)
                ? new UsageException(reason)
                : new UpstreamException(AwsService.Lambda.Name, UpstreamFault.Unavailable, $"The function '{name}' failed: {reason}");
        }
        catch (JsonException e)
        {
            throw new UpstreamException(AwsService.Lambda.Name, UpstreamFault.Unavailable, $"'{name}' answered something that is no report of {kind}: name that function.", inner: e);
        }
    }

    private sealed record FunctionError(string? ErrorType, string? ErrorMessage);
}
