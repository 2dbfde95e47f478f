using System.Text.RegularExpressions;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>The internal name of a property, as settings name it.</summary>
internal static partial class HubSpotPropertyName
{
    public const string Fix = "name a property by its internal name: small letters, digits and underscores";

    /// <summary>It becomes part of a path.</summary>
    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,99}\z", RegexOptions.None, 10_000)]
    public static partial Regex Form { get; }
}
