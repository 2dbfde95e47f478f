using System.Globalization;

namespace CrmEnrichment.Local.Lambda;

/// <summary>The environment that Lambda gives a runtime ("Defined runtime environment variables"), and the function's own on top.</summary>
internal static class LambdaVariables
{
    public static Dictionary<string, string> For(FunctionDefinition function, string runtimeApi, DateTimeOffset now)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = function.Version,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = function.SnapStart ? "snap-start" : "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy/MM/dd}/[{function.Version}]{Guid.NewGuid():N}"),
            ["AWS_EXECUTION_ENV"] = "AWS_Lambda_dotnet10",
            ["AWS_REGION"] = Account.Region,
            ["AWS_DEFAULT_REGION"] = Account.Region,
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["LAMBDA_TASK_ROOT"] = Path.GetDirectoryName(function.Executable) ?? "",
            ["_HANDLER"] = Path.GetFileNameWithoutExtension(function.Executable),
            ["ANNOTATIONS_HANDLER"] = function.Handler ?? function.Name,
            ["TZ"] = ":UTC",
        };
        foreach (var (name, value) in function.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
