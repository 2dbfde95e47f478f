using System.Collections.ObjectModel;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>What is written after the call, section <c>Crm:Sources:N:HubSpot:Journal</c>.</summary>
public sealed class HubSpotJournalOptions
{
    private const string DefaultProperty = "crm_enrichment_tracking_id";

    /// <summary>The unique property of calls, notes, tasks and contacts that holds our tracking id.</summary>
    public string TrackingProperty { get; init; } = DefaultProperty;

    /// <summary>Whether records are written under <see cref="TrackingProperty"/>: exactly once. False: created plainly, without the property.</summary>
    public bool Upsert { get; init; } = true;

    /// <summary>Outcomes that HubSpot knows: <c>Sale made=f240bbac-87c9-4f6e-bf70-924b57d47db7</c>, the wrap-up's name and the GUID of the account's call outcome.</summary>
    public IReadOnlyList<string> Dispositions { get; init; } = [];

    /// <summary>Properties of the contact for the last contact, by <see cref="LastContactFields.Names"/>; what is not named is not written.</summary>
    public IReadOnlyDictionary<string, string> LastContact { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal static HubSpotJournalOptions Read(Settings settings)
    {
        var options = new HubSpotJournalOptions
        {
            TrackingProperty = settings.Text(nameof(TrackingProperty), HubSpotPropertyName.Fix, DefaultProperty, HubSpotPropertyName.Form),
            Upsert = settings.Flag(nameof(Upsert), fallback: true),
            Dispositions = settings.List(nameof(Dispositions)),
            LastContact = LastContactFields.Read(settings, nameof(LastContact), HubSpotPropertyName.Form, HubSpotPropertyName.Fix),
        };
        foreach (var wrong in options.Dispositions.Where(line => Split(line) is null))
        {
            settings.Problem(nameof(Dispositions), $"holds '{wrong}'", "write the outcome's name, an equals sign and the GUID of the call outcome in HubSpot", 0);
        }

        return options;
    }

    /// <param name="outcome">Of an entry: the whole, or else the first of several that is known.</param>
    /// <returns>The GUID; null where the outcome is not mapped.</returns>
    internal string? DispositionOf(string? outcome) => outcome is null ? null
        : outcome.Split(',').Prepend(outcome).Select(name => Dispositions.Select(Split).FirstOrDefault(known =>
            string.Equals(known?.Outcome, name.Trim(), StringComparison.OrdinalIgnoreCase))?.Guid).OfType<string>().FirstOrDefault();

    private static Disposition? Split(string line) =>
        line.LastIndexOf('=') is > 0 and var at && Guid.TryParseExact(line[(at + 1)..].Trim(), "D", out var guid) ? new(line[..at].Trim(), guid.ToString("D")) : null;

    private sealed record Disposition(string Outcome, string Guid);
}
