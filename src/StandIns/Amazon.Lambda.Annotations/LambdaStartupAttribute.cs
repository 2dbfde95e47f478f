namespace Amazon.Lambda.Annotations;

/// <summary>Marks the one class whose <c>ConfigureServices(IServiceCollection)</c> fills the container.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute;
