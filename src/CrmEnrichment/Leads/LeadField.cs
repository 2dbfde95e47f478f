using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Leads;

/// <summary>The names of what is told of a lead. Beside them stand those of VICIdial's own fields, such as <c>first_name</c>.</summary>
internal static class LeadField
{
    public const string Id = "id";

    public const string Phone = "phone";

    /// <summary>ISO code of the country in whose form the number is written.</summary>
    public const string Country = "country";

    /// <summary>VICIdial's list, where the sender says which.</summary>
    public const string List = "list";

    /// <summary>The campaign whose own do-not-call list counts too.</summary>
    public const string Campaign = "campaign";

    /// <summary>Where the lead came from, such as a form.</summary>
    public const string Origin = "source";

    public const string Company = "company";

    /// <summary>Longer texts are refused, so that a lead fits into a message and a letter.</summary>
    public const int Longest = 512;

    /// <summary>The most members that are read of one lead.</summary>
    public const int Most = 100;

    private static readonly HashSet<string> s_known = [.. LeadFields.Changeable, Phone, Country, List, Campaign, Origin, Company];

    /// <summary>Whether something is done with it, rules aside.</summary>
    public static bool IsKnown(string name) => s_known.Contains(name);
}
