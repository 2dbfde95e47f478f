using CrmEnrichment.Configuration;
using CrmEnrichment.Sql.Statements;

namespace CrmEnrichment.Sql.Journal;

/// <summary>Statements that tell a database what happened, section <c>Sql:Journal</c> of the source.</summary>
public sealed class SqlJournalOptions
{
    internal static readonly string[] EntryParameters =
    [
        "@tracking_id", "@source_system", "@interaction_id", "@customer_id", "@type", "@direction", "@status", "@started_at", "@ended_at", "@duration", "@talk_time", "@hold_time", "@queue", "@agents", "@outcome",
        "@notes", "@customer_number", "@own_number", "@link", "@matches", "@owner_id",
    ];

    internal static readonly string[] TrackingParameters = ["@tracking_id"];

    internal static readonly string[] TaskParameters = ["@tracking_id", "@customer_id", "@title", "@text", "@due_at", "@priority", "@owner_id"];

    internal static readonly string[] CustomerParameters = ["@id", "@at", "@type", "@outcome", "@count", "@status", "@source_system", "@tracking_id"];

    internal static readonly string[] NewCustomerParameters = ["@tracking_id", "@name", "@phone", "@email", "@source_system"];

    internal static readonly string[] OwnerParameters = ["@email"];

    /// <summary>Inserts an entry, or does nothing where its tracking id is there; empty for the one over <c>interactions</c>.</summary>
    public string Insert { get; init; } = "";

    /// <summary>Reads an entry by its tracking id; empty for the one over the same table.</summary>
    public string Select { get; init; } = "";

    /// <summary>Sets all of an entry by its tracking id; empty for the one over the same table.</summary>
    public string Update { get; init; } = "";

    /// <summary>Inserts a task, or does nothing where its tracking id is there; empty: tasks are not kept.</summary>
    public string TaskInsert { get; init; } = "";

    /// <summary>Writes the last contact onto a customer; empty: it is not kept.</summary>
    public string CustomerUpdate { get; init; } = "";

    /// <summary>Inserts a caller whom nobody knows, or does nothing where the tracking id is there; empty: they are not created.</summary>
    public string CustomerInsert { get; init; } = "";

    /// <summary>Reads the id of the customer with the tracking id, after <see cref="CustomerInsert"/>.</summary>
    public string CustomerSelect { get; init; } = "";

    /// <summary>Finds the id of an active user; empty: nobody is found.</summary>
    public string OwnerQuery { get; init; } = "";

    /// <summary>Characters that notes may have.</summary>
    public int LongestNotes { get; init; } = 16_000;

    internal static SqlJournalOptions Read(Settings settings, SqlEngine engine)
    {
        var options = new SqlJournalOptions
        {
            Insert = SqlStatement.Read(settings, nameof(Insert), engine, EntryParameters),
            Select = SqlStatement.Read(settings, nameof(Select), engine, TrackingParameters),
            Update = SqlStatement.Read(settings, nameof(Update), engine, EntryParameters),
            TaskInsert = SqlStatement.Read(settings, nameof(TaskInsert), engine, TaskParameters),
            CustomerUpdate = SqlStatement.Read(settings, nameof(CustomerUpdate), engine, CustomerParameters),
            CustomerInsert = SqlStatement.Read(settings, nameof(CustomerInsert), engine, NewCustomerParameters),
            CustomerSelect = SqlStatement.Read(settings, nameof(CustomerSelect), engine, TrackingParameters),
            OwnerQuery = SqlStatement.Read(settings, nameof(OwnerQuery), engine, OwnerParameters),
            LongestNotes = settings.Number(nameof(LongestNotes), 16_000, 100, 1_000_000),
        };
        SqlStatement.Together(settings, (nameof(Insert), options.Insert), (nameof(Select), options.Select), (nameof(Update), options.Update));
        SqlStatement.Together(settings, (nameof(CustomerInsert), options.CustomerInsert), (nameof(CustomerSelect), options.CustomerSelect));
        return options;
    }
}
