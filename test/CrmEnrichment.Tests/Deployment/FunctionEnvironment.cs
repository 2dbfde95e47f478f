using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The environment variables that the template gives to a function.</summary>
internal static class FunctionEnvironment
{
    /// <summary>What CloudFormation fills in for resources.</summary>
    public static IReadOnlyDictionary<string, string> References { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DeadLetters"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-DeadLetters-AbCdEfGhIjKl",
        ["JournalQueue"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-JournalQueue-AbCdEfGhIjKl",
        ["CallsQueue"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-CallsQueue-AbCdEfGhIjKl.fifo",
        ["LeadsQueue"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-LeadsQueue-AbCdEfGhIjKl",
        ["ParkedLetters"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-ParkedLetters-AbCdEfGhIjKl",
        ["AuditKey"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:AuditKey-AbCdEf",
        ["LookupKeys"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:LookupKeys-AbCdEf",
        ["CallKeys"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:CallKeys-AbCdEf",
        ["LeadKeys"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:LeadKeys-AbCdEf",
        ["ScreenPopKeys"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ScreenPopKeys-AbCdEf",
        ["State"] = "crm-enrichment-State-AbCdEfGhIjKl",
    };

    public static IReadOnlyList<string> ReadByTheRuntime { get; } =
    [
        "ANNOTATIONS_HANDLER",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "AWS_ENDPOINT_URL_SQS",
        "AWS_LAMBDA_HANDLER_LOG_FORMAT",
        "DOTNET_GCgen0size",
        "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS",
    ];

    /// <summary>As they are written.</summary>
    public static Dictionary<string, YamlNode> VariablesOf(string function) =>
        Template.Shipped.Functions[function].At("Environment", "Variables").Entries().ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>As the function finds them under these parameters.</summary>
    public static IConfigurationRoot Of(string function, IReadOnlyDictionary<string, string> parameters)
    {
        var known = References.Concat(parameters).DistinctBy(one => one.Key).ToDictionary();
        return new ConfigurationBuilder().AddInMemoryCollection(VariablesOf(function)
            .Where(variable => !ReadByTheRuntime.Contains(variable.Key))
            .Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), Template.Shipped.Evaluate(variable.Value, known)))
            .Where(variable => !string.IsNullOrEmpty(variable.Value))).Build();
    }
}
