namespace CrmEnrichment.Tests.Deployment.Pictures;

/// <summary>One value of a metric, as CloudWatch takes it.</summary>
/// <param name="At">Seconds from the beginning.</param>
internal sealed record MeasuredValue(string Namespace, string Metric, IReadOnlyDictionary<string, string> Dimensions, double At, double Value);
