using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>Section <c>Customers:Audiences</c>.</summary>
public sealed class AudiencesOptions
{
    /// <summary>Everything that is configured goes onto the interaction, but e-mail addresses in full stay in the CRM.</summary>
    public AudienceOptions Context { get; init; } = new() { MaskEmail = true };

    public AudienceOptions Basic { get; init; } = new() { Fields = ["name", "phone", "email"], MaskEmail = true };

    public AudienceOptions Advanced { get; init; } = new()
    {
        Fields =
        [
            "name", "phone", "email", "address", "company", "customerId", "crmAccountId", "ownerId", "preferredAgent",
            "status", "accountStatus", "accountBalance", "vip", "lastInteraction", "lastVisit",
        ],
    };

    public AudienceOptions Admin { get; init; } = new();

    public AudienceOptions For(Audience audience) => audience switch
    {
        Audience.Basic => Basic,
        Audience.Advanced => Advanced,
        Audience.Admin => Admin,
        _ => Context,
    };

    internal static AudiencesOptions Read(Settings settings)
    {
        var unset = new AudiencesOptions();
        return new()
        {
            Context = settings.Nested(nameof(Context), unset.Context.Read),
            Basic = settings.Nested(nameof(Basic), unset.Basic.Read),
            Advanced = settings.Nested(nameof(Advanced), unset.Advanced.Read),
            Admin = settings.Nested(nameof(Admin), unset.Admin.Read),
        };
    }
}
