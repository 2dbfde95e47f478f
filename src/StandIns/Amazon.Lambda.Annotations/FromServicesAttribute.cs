namespace Amazon.Lambda.Annotations;

/// <summary>The parameter comes out of the invocation's scope, not out of the event.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute;
