using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm.Senders;

/// <summary>Who tells of records over HTTP: one entry of <c>Changes:Senders</c> or <c>Leads:Senders</c>.</summary>
public sealed class SenderOptions
{
    /// <summary>The source whose records the sender tells of; its name stands in the address.</summary>
    public string Source { get; init; } = "";

    /// <summary>How a notice is proved and written.</summary>
    public required IChangeNotices Scheme { get; init; }

    /// <summary>Name or ARN of the secret; which member it has depends on the scheme.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>The sender's organisation, where its notices name one.</summary>
    public string OrganizationId { get; init; } = "";

    internal static SenderOptions Read(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        var name = settings.Text(nameof(Source), $"name one of {string.Join(", ", sources.Select(one => one.Name))}");
        var source = sources.FirstOrDefault(source => string.Equals(source.Name, name, StringComparison.Ordinal));
        if (source is null && name.Length > 0 && sources.Count > 0)
        {
            settings.Problem(nameof(Source), $"is '{name}', and Crm__Sources has no source of that name", $"name one of {string.Join(", ", sources.Select(one => one.Name))}", 0);
        }

        if (source is { Kind.Notices.Count: 0 })
        {
            settings.Problem(nameof(Source), $"is '{name}', and a source of the kind {source.Kind} has no records that could change", "name a source that finds customers", 0);
        }

        IReadOnlyList<IChangeNotices> schemes = source is { Kind.Notices: { Count: > 0 } known } ? known : [SignedNotices.Scheme];
        var scheme = source is null && settings.Has(nameof(Scheme)) ? SignedNotices.Scheme : settings.Choice(nameof(Scheme), schemes, SignedNotices.Scheme);
        var organization = settings.Text(nameof(OrganizationId), "set the organisation's id", "");
        if (scheme.NamesOrganization != organization.Length > 0)
        {
            settings.Problem(
                nameof(OrganizationId),
                scheme.NamesOrganization ? "is not set" : $"is set, and the scheme {scheme} knows none",
                scheme.NamesOrganization ? "set the organisation's id, such as 00D5g000004HTRpEAO" : "remove it",
                0);
        }

        var sender = new SenderOptions
        {
            Source = name,
            Scheme = scheme,
            SecretId = settings.Text(nameof(SecretId), $$"""name the secret that holds {"{{scheme.Secret.Member}}": …}"""),
            OrganizationId = organization,
        };
        settings.RefuseUnknownKeys();
        return sender;
    }
}
