namespace Amazon.Lambda.Annotations.SourceGenerator;

internal static class TypeFullNames
{
    public const string LambdaFunctionAttribute = "Amazon.Lambda.Annotations.LambdaFunctionAttribute";
    public const string LambdaStartupAttribute = "Amazon.Lambda.Annotations.LambdaStartupAttribute";
    public const string LambdaGlobalPropertiesAttribute = "Amazon.Lambda.Annotations.LambdaGlobalPropertiesAttribute";
    public const string FromServicesAttribute = "Amazon.Lambda.Annotations.FromServicesAttribute";
    public const string LambdaSerializerAttribute = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    public const string ILambdaContext = "Amazon.Lambda.Core.ILambdaContext";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
}
