using CrmEnrichment.Configuration;
using CrmEnrichment.Sql.Statements;

namespace CrmEnrichment.Sql.Dispositions;

/// <summary>Statements that put the outcome of a call into a database, section <c>Sql:Dispositions</c> of the source.</summary>
public sealed class SqlDispositionOptions
{
    internal static readonly string[] RecordParameters = ["@id"];

    internal static readonly string[] StageParameters = ["@id", "@deal", "@stage"];

    /// <summary>Finds a record by <c>@id</c>, with its columns <c>id</c> and <c>do_not_contact</c>; empty for the one over <c>customers</c>.</summary>
    public string Find { get; init; } = "";

    /// <summary>Marks the record of <c>@id</c> so that nobody contacts the customer again; empty for the one over the same table.</summary>
    public string MarkDoNotContact { get; init; } = "";

    /// <summary>Finds the open deal of the record of <c>@id</c>, in its column <c>id</c>; empty: the record itself has the stage.</summary>
    public string FindDeal { get; init; } = "";

    /// <summary>Sets <c>@stage</c> of <c>@deal</c>, or without <see cref="FindDeal"/> for the record of <c>@id</c>; empty for the one over the same table.</summary>
    public string SetStage { get; init; } = "";

    internal static SqlDispositionOptions Read(Settings settings, SqlEngine engine)
    {
        var findDeal = SqlStatement.Read(settings, nameof(FindDeal), engine, RecordParameters);
        var options = new SqlDispositionOptions
        {
            FindDeal = findDeal,
            Find = SqlStatement.Read(settings, nameof(Find), engine, RecordParameters),
            MarkDoNotContact = SqlStatement.Read(settings, nameof(MarkDoNotContact), engine, RecordParameters),
            SetStage = SqlStatement.Read(settings, nameof(SetStage), engine, StageParameters, findDeal.Length > 0 ? "@deal" : "@id", "@stage"),
        };
        SqlStatement.Together(settings, (nameof(Find), options.Find), (nameof(MarkDoNotContact), options.MarkDoNotContact), (nameof(SetStage), options.SetStage));
        return findDeal.Length > 0 && options.SetStage.Length == 0
            ? settings.Problem(nameof(SetStage), "is not set, and FindDeal is", "write what sets @stage of @deal", options)
            : options;
    }
}
