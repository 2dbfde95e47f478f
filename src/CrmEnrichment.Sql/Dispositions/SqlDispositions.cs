using System.Collections.ObjectModel;
using System.Data.Common;
using System.Text.Json;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Sql.Journal;

namespace CrmEnrichment.Sql.Dispositions;

/// <summary>The stage and the do-not-contact mark of a customer in a table: some statements (docs/crm/sql.md, Dispositions).</summary>
internal sealed class SqlDispositions(CrmSourceOptions source, StatementRunner runner, SqlRecords records) : ICrmDispositions
{
    private const string Id = "id", Mark = "do_not_contact";

    private static readonly string[] s_columns = [Id, Mark];

    private readonly SqlDispositionOptions _options = source.Of<SqlSourceOptions>().Dispositions;

    public string Name => source.Name;

    private string Select => _options.Find.Length > 0 ? _options.Find
        : source.Of<SqlSourceOptions>().Engine is SqlEngine.PostgreSql ? DispositionStatements.Find : DispositionStatements.FindInMySql;

    private string MarkDoNotContact => _options.MarkDoNotContact.Length > 0 ? _options.MarkDoNotContact : DispositionStatements.MarkDoNotContact;

    private string SetStage => _options.SetStage.Length > 0 ? _options.SetStage : DispositionStatements.SetStage;

    public async Task<DispositionRecord?> FindAsync(string id, CancellationToken ct) => !SqlCustomerSource.CanBeAnId(id) ? null
        : (await runner.RunAsync(Select, [("@id", id)], ReadAsync, refusal => refusal.IsOfValue(id) ? Row.None : null, ct)).Record;

    public async Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct)
    {
        if (await records.WriteAsync(MarkDoNotContact, SqlDispositionOptions.RecordParameters, Members(record), ct) == 0)
        {
            throw new UpstreamException(
                Name, UpstreamFault.Rejected, $"{Name}: the do-not-contact mark was not written, because the statement changed no row. The record was deleted, or Crm__Sources__N__Sql__Dispositions__MarkDoNotContact does not find by @id what Find returns as {Id}.");
        }
    }

    /// <summary>Without a statement for it, the record itself has the stage.</summary>
    public async Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct) => _options.FindDeal.Length == 0 ? null
        : (await records.ReadAsync(_options.FindDeal, SqlDispositionOptions.RecordParameters, Members(record), ct)) is not { } row ? null
        : row.GetValueOrDefault(Id) ?? throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: Crm__Sources__N__Sql__Dispositions__FindDeal returns no column {Id}. Let it return the deal's.");

    public async Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct) =>
        stages.Deal.Length > 0 && (deal is not null || _options.FindDeal.Length == 0)
        && await records.WriteAsync(SetStage, SqlDispositionOptions.StageParameters, Members(record, deal, stages.Deal), ct) > 0;

    /// <summary>Looks for a record that nobody has, which also shows the columns, and lets the database plan the others.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await FindAsync(ProbeIdentity.Id, ct);
        if (_options.FindDeal.Length > 0)
        {
            await records.PlanAsync(_options.FindDeal, SqlDispositionOptions.RecordParameters, ReadOnlyDictionary<string, string>.Empty, ct);
        }

        await records.PlanAsync(MarkDoNotContact, SqlDispositionOptions.RecordParameters, ReadOnlyDictionary<string, string>.Empty, ct);
        await records.PlanAsync(SetStage, SqlDispositionOptions.StageParameters, ReadOnlyDictionary<string, string>.Empty, ct);
    }

    /// <summary>Without the mark's column, nobody would ever have the mark: that is an error also where no row is found.</summary>
    private async Task<Row> ReadAsync(DbDataReader rows, CancellationToken ct)
    {
        var columns = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();
        if (s_columns.FirstOrDefault(column => !columns.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: Crm__Sources__N__Sql__Dispositions__Find returns no column {missing}. Let it return {string.Join(" and ", s_columns)}.");
        }

        if (!await rows.ReadAsync(ct) || Value(rows, Id) is not { } id)
        {
            return Row.None;
        }

        return new(new(id.TryText(out var text) ? text : id.GetRawText(), IsMarked(Value(rows, Mark))));
    }

    private static JsonElement? Value(DbDataReader rows, string column)
    {
        var ordinal = rows.GetOrdinal(column);
        return ColumnValue.ToJson(rows.GetValue(ordinal), rows.GetDataTypeName(ordinal));
    }

    /// <summary>What is not plainly a no is a yes: a flag, a number, a letter, or the day since when.</summary>
    private static bool IsMarked(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } number => !(number.TryGetDouble(out var parsed) && parsed == 0),
        { } other when other.TryText(out var text) => text.Trim().ToUpperInvariant() is not ("" or "0" or "N" or "NO" or "F" or "FALSE"),
        _ => true,
    };

    private static Dictionary<string, string> Members(DispositionRecord record, string? deal = null, string? stage = null) =>
        new[] { ("id", record.Id), ("deal", deal), ("stage", stage) }.Where(member => member.Item2 is not null).ToDictionary(member => member.Item1, member => member.Item2!, StringComparer.Ordinal);

    /// <param name="Record">Null for no row.</param>
    private sealed record Row(DispositionRecord? Record)
    {
        public static Row None { get; } = new((DispositionRecord?)null);
    }
}
