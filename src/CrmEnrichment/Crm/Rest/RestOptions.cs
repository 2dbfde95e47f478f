using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Rest;

/// <summary>What a source of the kind Rest has beside the rest, among the source's own keys.</summary>
public sealed partial class RestOptions
{
    /// <summary>Path for a customer id, relative to the address; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>Path for a phone number, relative to the address; holds <c>{phone}</c>, filled with E.164.</summary>
    public string PhonePath { get; init; } = "/customers?phone={phone}";

    /// <summary>Member with the customer's id in the CRM, for writing about it.</summary>
    public string IdMember { get; init; } = "id";

    /// <summary>How the CRM is told what happened.</summary>
    public RestJournalOptions Journal { get; init; } = new();

    internal static RestOptions Read(Settings source)
    {
        var unset = new RestOptions();
        return new()
        {
            CustomerPath = source.Text(nameof(CustomerPath), "begin with / and hold {id}", unset.CustomerPath, PathWithId),
            PhonePath = source.Text(nameof(PhonePath), "begin with / and hold {phone}", unset.PhonePath, PathWithPhone),
            IdMember = source.Text(nameof(IdMember), "name a member of the response", unset.IdMember),
            Journal = source.Nested(nameof(Journal), RestJournalOptions.Read),
        };
    }

    [GeneratedRegex(@"^/.*\{id\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithId { get; }

    [GeneratedRegex(@"^/.*\{phone\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithPhone { get; }
}
