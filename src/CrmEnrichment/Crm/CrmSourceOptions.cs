using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Crm;

/// <summary>One entry of <c>Crm:Sources</c>.</summary>
public sealed partial class CrmSourceOptions
{
    private const string DefaultKind = "Rest";

    /// <summary>How the source is called in logs, metrics and letters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which kind of system it is.</summary>
    public required CrmKind Kind { get; init; }

    /// <summary>Base address, with or without a path. Null where the kind has one of its own, or none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name or ARN of the secret; what it holds depends on the kind.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Milliseconds that one request may take.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>Where several sources know a field, the one with the lowest priority number is believed.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>When it is asked.</summary>
    public SourceRole Role { get; init; }

    /// <summary>Milliseconds that the source may take for a look-up, all its requests and their retries included.</summary>
    public int DeadlineMs { get; init; } = 4000;

    /// <summary>Requests a second (of HubSpot: searches) that all processes together send to it, counted in the state table; 0 for no such limit.</summary>
    public int RequestsASecond { get; init; }

    /// <summary>Milliseconds that a request waits for its turn under <see cref="RequestsASecond"/>; one that would wait longer fails as throttled at once.</summary>
    public int LongestWaitMs { get; init; } = 500;

    /// <summary>Customer field to what the source calls it: a member of the response (dots lead into objects), a column. Unset, the kind's own.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Member or column with the time of the last change, which chooses among several matches.</summary>
    public string ChangedAtMember { get; init; } = "updatedAt";

    /// <summary>What only the kind has: its own options.</summary>
    public required object Own { get; init; }

    internal static CrmSourceOptions Read(Settings settings, IReadOnlyList<CrmKind> kinds)
    {
        var kind = settings.Choice(nameof(Kind), kinds, kinds.First(kind => string.Equals(kind.Name, DefaultKind, StringComparison.Ordinal)));
        var own = kind.ReadOwn(settings);
        var defaults = kind.Defaults(own);
        var source = new CrmSourceOptions
        {
            Name = settings.Text(nameof(Name), "use 1 to 64 letters, digits, dots, dashes and underscores", null, PlainName),
            Kind = kind,
            Url = kind.Url is UrlUse.None ? null : settings.Address(nameof(Url), required: kind.Url is UrlUse.Required, "set the CRM's https base address"),
            SecretId = settings.Text(nameof(SecretId), $"name the secret that holds {defaults.Secret}"),
            TimeoutMs = settings.Number(nameof(TimeoutMs), 2000, 50, 3000),
            Priority = settings.Number(nameof(Priority), 100, 0, 1000),
            Role = settings.Choice(nameof(Role), SourceRole.Ordinary),
            DeadlineMs = settings.Number(nameof(DeadlineMs), 4000, 50, 60_000),
            RequestsASecond = settings.Number(nameof(RequestsASecond), 0, 0, 100),
            LongestWaitMs = settings.Number(nameof(LongestWaitMs), 500, 0, 60_000),
            Fields = settings.Map(nameof(Fields)) is { Count: > 0 } fields ? fields : defaults.Fields,
            ChangedAtMember = defaults.ChangedAtMember.Length == 0 ? "" : settings.Text(nameof(ChangedAtMember), "name a member of the response, or a column", defaults.ChangedAtMember),
            Own = own,
        };
        source.Check(settings, kinds);

        // A setting of another kind is read by nobody, and so refused with the unknown ones.
        settings.RefuseUnknownKeys();
        return source;
    }

    /// <summary>The kind's own options.</summary>
    internal T Of<T>() => (T)Own;

    private void Check(Settings settings, IReadOnlyList<CrmKind> kinds)
    {
        if (Fields.Count == 0)
        {
            settings.Problem(nameof(Fields), "is not set", "name at least one field and the member of the response that it is read from", 0);
        }

        foreach (var (field, member) in Fields.Where(field => SensitiveFields.Has(field.Key) || SensitiveFields.Has(field.Value)))
        {
            settings.Problem($"{nameof(Fields)}:{field}", $"is '{member}'", "social security and card numbers, passwords and bank accounts never leave the CRM: remove the field", 0);
        }

        if (Role is SourceRole.Fallback && !Kind.FindsCustomers)
        {
            settings.Problem(nameof(Role), $"is 'Fallback', and a source of the kind {Kind} finds no customers that it could stand in for", "remove it", 0);
        }

        if (RequestsASecond > 0 && Kind.Url is UrlUse.None)
        {
            settings.Problem(nameof(RequestsASecond), $"is set, and a source of the kind {Kind} gets no requests", "remove it", 0);
        }

        Kind.Check(settings, this);
        foreach (var other in kinds.Where(other => other != Kind && settings.Has(other.Name)))
        {
            settings.Problem(other.Name, $"is set, and {nameof(Kind)} is {Kind}", $"set {settings.FullName(nameof(Kind))} to {other} or remove it", 0);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex PlainName { get; }
}
