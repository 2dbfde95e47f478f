namespace Amazon.Lambda.Annotations;

[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    /// <summary>Generates a Main that runs the function named by the environment variable ANNOTATIONS_HANDLER.</summary>
    public bool GenerateMain { get; set; }

    public string? Runtime { get; set; }
}
