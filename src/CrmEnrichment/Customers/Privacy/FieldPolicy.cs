using System.Text.Json;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>What leaves the directory: the audience's allow list, without what is sensitive at any depth, e-mail addresses masked where it says so.</summary>
public sealed class FieldPolicy(IReadOnlyDictionary<Audience, AudienceOptions> audiences)
{
    private readonly Dictionary<Audience, (HashSet<string> Fields, bool MaskEmail)> _rules = audiences.ToDictionary(
        rule => rule.Key, rule => (rule.Value.Fields.ToHashSet(StringComparer.Ordinal), rule.Value.MaskEmail));

    public IEnumerable<string> Allowed(Audience audience, IEnumerable<string> names)
    {
        var allowed = _rules[audience].Fields;
        return names.Where(name => !SensitiveFields.Has(name) && (allowed.Contains(AudienceOptions.Every) || allowed.Contains(name)));
    }

    public JsonElement Show(Audience audience, JsonElement value) => Scrubbed.Of(value, _rules[audience].MaskEmail);
}
