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

    /// <summary>How the CRM is told how a call ended.</summary>
    public RestDispositionOptions Dispositions { get; init; } = new();

    /// <summary>Where it has its tickets.</summary>
    public RestTicketOptions Tickets { get; init; } = new();

    internal static RestOptions Read(Settings source)
    {
        var unset = new RestOptions();
        return new()
        {
            CustomerPath = source.Text(nameof(CustomerPath), "begin with / and hold {id}", unset.CustomerPath, PathWithId),
            PhonePath = source.Text(nameof(PhonePath), "begin with / and hold {phone}", unset.PhonePath, PathWithPhone),
            IdMember = source.Text(nameof(IdMember), "name a member of the response", unset.IdMember),
            Journal = source.Nested(nameof(Journal), RestJournalOptions.Read),
            Dispositions = source.Nested(nameof(Dispositions), RestDispositionOptions.Read),
            Tickets = source.Nested(nameof(Tickets), RestTicketOptions.Read),
        };
    }

    [GeneratedRegex(@"^/.*\{id\}", RegexOptions.None, 10_000)]
    internal static partial Regex PathWithId { get; }

    [GeneratedRegex(@"^/.*\{number\}", RegexOptions.None, 10_000)]
    internal static partial Regex PathWithNumber { get; }

    [GeneratedRegex(@"^/", RegexOptions.None, 10_000)]
    internal static partial Regex Path { get; }

    [GeneratedRegex(@"^/.*\{marker\}", RegexOptions.None, 10_000)]
    internal static partial Regex PathWithMarker { get; }

    [GeneratedRegex(@"^/.*\{email\}", RegexOptions.None, 10_000)]
    internal static partial Regex PathWithEmail { get; }

    [GeneratedRegex(@"^/.*\{phone\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithPhone { get; }
}
