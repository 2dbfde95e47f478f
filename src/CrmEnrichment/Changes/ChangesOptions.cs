using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Senders;

namespace CrmEnrichment.Changes;

/// <summary>Section <c>Changes</c>: which CRMs tell that a record has changed, and how they prove it; and which are asked for it.</summary>
public sealed class ChangesOptions
{
    public const string Section = "Changes";

    /// <summary>The address by which senders call us, as far as it stands before <c>/crm/changes</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Who may tell it over HTTP.</summary>
    public IReadOnlyList<SenderOptions> Senders { get; init; } = [];

    /// <summary>The sources, by their names, that PollCrmChanges asks.</summary>
    public IReadOnlyList<string> Polled { get; init; } = [];

    internal static ChangesOptions Read(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        var options = new ChangesOptions
        {
            PublicUrl = settings.Address(nameof(PublicUrl), required: false, "set the address that senders call, without /crm/changes, such as https://crm-changes.example.com"),
            Senders = settings.Items(nameof(Senders), sender => SenderOptions.Read(sender, sources)),
            Polled = settings.List(nameof(Polled)),
        };
        if (options.Senders.Count == 0 && options.Polled.Count == 0)
        {
            settings.Problem("Senders:0:Source", "is not set, and Changes__Polled__0 neither", "name a source of Crm__Sources that tells what has changed, or one that is asked", 0);
        }

        if (options.PublicUrl is null && options.Senders.FirstOrDefault(sender => sender.Scheme.SignsAddress) is { } signing)
        {
            settings.Problem(nameof(PublicUrl), "is not set", $"a sender with the scheme {signing.Scheme} signs the address that it calls: set it, without /crm/changes", 0);
        }

        foreach (var same in options.Senders.GroupBy(sender => (sender.Source, sender.Scheme.Name)).Where(same => same.Count() > 1 && same.Key.Source.Length > 0))
        {
            settings.Problem(nameof(Senders), $"holds {same.Count()} senders for '{same.Key.Source}' with the scheme {same.Key.Name}", "remove all but one", 0);
        }

        // That there is no source at all is said of the section Crm.
        foreach (var name in options.Polled.Where(_ => sources.Count > 0))
        {
            var source = sources.FirstOrDefault(source => string.Equals(source.Name, name, StringComparison.Ordinal));
            if (source is null)
            {
                settings.Problem(nameof(Polled), $"names '{name}', and Crm__Sources has no source of that name", $"name one of {string.Join(", ", sources.Select(one => one.Name))}", 0);
            }
            else if (!source.Kind.CanBePolled)
            {
                settings.Problem(nameof(Polled), $"names '{name}', and a source of the kind {source.Kind} cannot be asked for changes", "remove it, and set a sender for it", 0);
            }
        }

        return options;
    }
}
