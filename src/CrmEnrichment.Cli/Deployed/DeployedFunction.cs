using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>The environment of a function in AWS Lambda, of its alias' version where the name has one.</summary>
internal sealed class DeployedFunction(AwsReader lambda)
{
    /// <summary>The variable that chooses the function in the published executable.</summary>
    public const string Chooser = "ANNOTATIONS_HANDLER";

    /// <param name="name">Name, <c>name:alias</c> or ARN.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="UpstreamException">It could not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync(string name, CancellationToken ct)
    {
        var request = new AwsReadRequest { Path = $"/{AwsService.Lambda.Version}/functions/{AwsReadRequest.Placeholder}/configuration", Name = name };
        var body = await lambda.ReadAsync(request, "lambda:GetFunctionConfiguration on the function", ct);
        try
        {
            var environment = JsonSerializer.Deserialize<Answer>(body)?.Environment;
            return environment?.Error is null
                ? environment?.Variables ?? new(StringComparer.Ordinal)
                : throw new UpstreamException(AwsService.Lambda.Name, UpstreamFault.Forbidden, $"{AwsService.Lambda.Name} cannot decrypt the function's environment: grant kms:Decrypt on its key.");
        }
        catch (JsonException e)
        {
            throw new UpstreamException(AwsService.Lambda.Name, UpstreamFault.Unavailable, $"{AwsService.Lambda.Name} answered something that is no configuration of a function.", inner: e);
        }
    }

    private sealed record Answer(FunctionEnvironment? Environment);

    private sealed record FunctionEnvironment(Dictionary<string, string?>? Variables, JsonElement? Error);
}
