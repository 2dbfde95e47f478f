using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers.Privacy;

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
            settings.Problem(nameof(Fields), $"holds '{field}'", "social security and card numbers, passwords and bank accounts never leave: remove the field", 0);
        }

        return new()
        {
            Fields = fields.Count > 0 ? fields : Fields,
            MaskEmail = settings.Flag(nameof(MaskEmail), MaskEmail),
        };
    }
}
