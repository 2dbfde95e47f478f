namespace Amazon.Lambda.Annotations;

/// <summary>Marks an entry point. The generated Main knows it by the method's name, which must be unique in the assembly.</summary>
/// <remarks>What is set here goes into the template that the official generator writes; ours writes none.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    public string? ResourceName { get; set; }

    public uint Timeout { get; set; }

    public uint MemorySize { get; set; }

    public string? Role { get; set; }

    public string? Policies { get; set; }

    public LambdaPackageType PackageType { get; set; }
}
