using System.Text.Json;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>What leaves the directory: the audience's allow list, without what is sensitive at any depth, e-mail addresses masked where it says so.</summary>
internal sealed class FieldPolicy(AudiencesOptions audiences)
{
    /// <summary>Of the names those that the audience may see.</summary>
    public IEnumerable<string> Allowed(Audience audience, IEnumerable<string> names)
    {
        var allowed = audiences.For(audience).Fields;
        return names.Where(name => !SensitiveFields.Has(name) && (allowed.Contains(AudienceOptions.Every, StringComparer.Ordinal) || allowed.Contains(name, StringComparer.Ordinal)));
    }

    public JsonElement Show(Audience audience, JsonElement value) => Scrubbed.Of(value, audiences.For(audience).MaskEmail);
}
