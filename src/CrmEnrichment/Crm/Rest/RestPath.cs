namespace CrmEnrichment.Crm.Rest;

/// <summary>Configured paths, with a value in the place of their placeholder.</summary>
internal static class RestPath
{
    // A path segment of dots only would be resolved away: /customers/.. is another resource.
    public static bool CanHold(string value) => value.Any(c => c is not '.');

    public static string With(this string path, string placeholder, string value) => path.Replace(placeholder, Uri.EscapeDataString(value), StringComparison.Ordinal);
}
