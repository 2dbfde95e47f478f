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

/// <summary>What one audience may see, section <c>Customers:Audiences:NAME</c>.</summary>
public sealed class AudienceOptions
{
    /// <summary>Stands for every field that the sources are configured to give.</summary>
    public const string Every = "*";

    /// <summary>The allow list; <see cref="Every"/> for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [Every];

    /// <summary>Whether of an e-mail address only the first letter and the domain are shown.</summary>
    public bool MaskEmail { get; init; }

    /// <summary>With this for what is not set.</summary>
    internal AudienceOptions Read(Settings settings)
    {
        var fields = settings.List(nameof(Fields));
        foreach (var field in fields.Where(SensitiveFields.Has))
        {
            settings.Problem(nameof(Fields), $"holds '{field}'", "social security and card numbers, passwords and bank accounts are never shown: remove the field", 0);
        }

        return new()
        {
            Fields = fields.Count > 0 ? fields : Fields,
            MaskEmail = settings.Flag(nameof(MaskEmail), MaskEmail),
        };
    }
}
