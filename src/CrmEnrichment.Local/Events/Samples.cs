namespace CrmEnrichment.Local.Events;

/// <summary>The files of events/ that were built in, and where each of them goes.</summary>
internal static class Samples
{
    /// <summary>Requests of a schedule or of a person: no rule of EventBridge has them.</summary>
    private static readonly Dictionary<string, string> s_requests = new(StringComparer.Ordinal)
    {
        ["check-health.json"] = ProductFunctions.CheckHealth,
        ["reconcile-journal.json"] = ProductFunctions.ReconcileJournal,
        ["reconcile-vicidial.json"] = ProductFunctions.ReconcileVicidial,
        ["replay-healing.json"] = ProductFunctions.ReplayDeadLetters,
        ["update-tickets.json"] = ProductFunctions.UpdateTickets,
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "events");

    /// <summary>Events and requests; in the order of their names.</summary>
    public static IReadOnlyList<string> Events { get; } = Names(Folder, "*.json", but: "env.json");

    public static IReadOnlyList<string> Mails { get; } = Names(Path.Combine(Folder, "mail"), "*.eml");

    public static string MailFile(string name) => Path.Combine(Folder, "mail", name);

    /// <summary>As EventBridge's rules or its schedules have it; empty where no rule takes the event.</summary>
    public static IReadOnlyList<string> TargetsOf(SampleEvent sample) => s_requests.TryGetValue(sample.Name, out var function) ? [function] : EventRules.TargetsOf(sample.Parse());

    private static string[] Names(string folder, string pattern, string? but = null) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileName(file)).Where(name => !string.Equals(name, but, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
