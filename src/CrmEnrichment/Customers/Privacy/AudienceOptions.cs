using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>What one audience may see, section <c>Customers:Audiences:NAME</c>.</summary>
public sealed class AudienceOptions
{
    /// <summary>Stands for every field that the sources are configured to give.</summary>
    public const string Every = "*";

    private static readonly string[] s_basic = ["name", "phone", "email"];

    private static readonly string[] s_advanced =
    [
        .. s_basic, "address", "company", "customerId", "crmAccountId", "ownerId", "preferredAgent", "status", "accountStatus", "vip",
        "lastInteraction", "lastVisit", "accountBalance",
    ];

    /// <summary>The allow list; <see cref="Every"/> for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [Every];

    /// <summary>Whether of an e-mail address only the first letter and the domain are shown.</summary>
    public bool MaskEmail { get; init; }

    /// <summary>Where nothing is set: least for those nearest to the caller.</summary>
    public static AudienceOptions Of(Audience audience) => audience switch
    {
        Audience.Basic => new() { Fields = s_basic, MaskEmail = true },
        Audience.Advanced => new() { Fields = s_advanced },
        Audience.Admin => new(),
        _ => new() { MaskEmail = true },
    };

    internal static IReadOnlyDictionary<Audience, AudienceOptions> ReadAll(Settings settings) =>
        Enum.GetValues<Audience>().ToDictionary(audience => audience, audience => settings.Nested($"{audience}", nested => Read(nested, Of(audience))));

    private static AudienceOptions Read(Settings settings, AudienceOptions unset)
    {
        var fields = settings.List(nameof(Fields));
        foreach (var field in fields.Where(SensitiveFields.Has))
        {
            settings.Problem(nameof(Fields), $"holds '{field}'", "social security and card numbers, passwords and bank accounts never leave: remove the field", 0);
        }

        return new()
        {
            Fields = fields.Count > 0 ? fields : unset.Fields,
            MaskEmail = settings.Flag(nameof(MaskEmail), unset.MaskEmail),
        };
    }
}
