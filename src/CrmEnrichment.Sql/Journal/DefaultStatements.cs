namespace CrmEnrichment.Sql.Journal;

/// <summary>The statements when none is configured, on the table <c>interactions</c> (docs/crm/sql.md). A unique column makes the second insert of an entry do nothing.</summary>
internal static class DefaultStatements
{
    private const string Columns = "tracking_id, source_system, interaction_id, customer_id, type, direction, status, started_at, ended_at, duration, talk_time, hold_time, queue, agents, outcome, notes, customer_number, own_number, link, matches, owner_id";

    private const string Values = "@tracking_id, @source_system, @interaction_id, @customer_id, @type, @direction, @status, @started_at, @ended_at, @duration, @talk_time, @hold_time, @queue, @agents, @outcome, @notes, @customer_number, @own_number, @link, @matches, @owner_id";

    public const string Insert = $"""
        INSERT INTO interactions ({Columns})
        VALUES ({Values})
        ON CONFLICT (tracking_id) DO NOTHING
        """;

    public const string InsertInMySql = $"""
        INSERT INTO interactions ({Columns})
        VALUES ({Values})
        ON DUPLICATE KEY UPDATE tracking_id = tracking_id
        """;

    public const string Select = "SELECT * FROM interactions WHERE tracking_id = @tracking_id";

    /// <summary>What does not change has no value, and stays.</summary>
    public const string Update = """
        UPDATE interactions
        SET customer_id = COALESCE(@customer_id, customer_id),
          type = COALESCE(@type, type),
          direction = COALESCE(@direction, direction),
          status = COALESCE(@status, status),
          started_at = COALESCE(@started_at, started_at),
          ended_at = COALESCE(@ended_at, ended_at),
          duration = COALESCE(@duration, duration),
          talk_time = COALESCE(@talk_time, talk_time),
          hold_time = COALESCE(@hold_time, hold_time),
          queue = COALESCE(@queue, queue),
          agents = COALESCE(@agents, agents),
          outcome = COALESCE(@outcome, outcome),
          notes = COALESCE(@notes, notes),
          customer_number = COALESCE(@customer_number, customer_number),
          own_number = COALESCE(@own_number, own_number),
          link = COALESCE(@link, link),
          matches = COALESCE(@matches, matches),
          owner_id = COALESCE(@owner_id, owner_id)
        WHERE tracking_id = @tracking_id
        """;
}
