using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm;

/// <summary>Whom a probe asks for, so that it does all that a look-up does and finds no one.</summary>
internal static class ProbeIdentity
{
    /// <summary>Kept for films, as all of 555-0100 to 555-0199, so that no subscriber has it; and yet valid, so that a CRM which checks numbers takes it.</summary>
    public static PhoneNumber Phone { get; } = new(1, "+12015550199");

    /// <summary>A number, for CRMs whose ids are numbers; none that we know gives it away.</summary>
    public const string Id = "0";

    /// <summary>Of a domain in which nobody has an address (RFC 2606).</summary>
    public const string Email = "nobody@crm-enrichment.invalid";
}
