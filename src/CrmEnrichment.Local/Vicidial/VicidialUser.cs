namespace CrmEnrichment.Local.Vicidial;

/// <summary>A user of the pretend VICIdial whose login may be used with its APIs.</summary>
public sealed record VicidialUser(string Id, string Password)
{
    public int Level { get; init; } = 9;

    public bool ModifiesLeads { get; init; } = true;

    /// <summary>Whether the Agent API takes the login.</summary>
    public bool HasAgentApi { get; init; } = true;

    /// <summary>Null for all.</summary>
    public IReadOnlySet<string>? Functions { get; init; }

    /// <summary>The campaign whose lists alone may be used; null: all.</summary>
    public string? RestrictedTo { get; init; }

    public string Group { get; init; } = "ADMIN";

    /// <summary>Refused logins since the last good one.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LastLogin { get; set; }
}
