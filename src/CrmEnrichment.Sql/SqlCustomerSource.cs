using System.Data.Common;
using System.Text;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Sql.Engines;

namespace CrmEnrichment.Sql;

/// <summary>Customers in the tables of a database, found by one statement with parameters for an id and one for a number.</summary>
internal sealed class SqlCustomerSource(CrmSourceOptions options, StatementRunner runner, IEngine engine, PhoneNumberReader numbers, UpstreamClients clients) : ICustomerSource
{
    /// <summary>Longer than any key.</summary>
    private const int LongestId = 256;

    private readonly RowReader _reader = new(options, clients.Options.MaxResponseBytes);
    private readonly string _byId = options.Of<SqlSourceOptions>().CustomerQuery is { Length: > 0 } configured ? configured : engine.CustomerQuery;
    private readonly string _byPhone = options.Of<SqlSourceOptions>().PhoneQuery is { Length: > 0 } configured ? configured : DefaultQueries.ByPhone;

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.CustomerId is { } id && CanBeAnId(id))
        {
            var byId = await AskAsync(ById(id), ct);
            if (byId != SourceAnswer.NotFound)
            {
                return byId;
            }
        }

        return query.Phone is { } phone ? await AskAsync(ByPhone(phone), ct) : SourceAnswer.NotFound;
    }

    /// <summary>Both statements of look-ups: they show a missing table, column or right, which <c>SELECT 1</c> would not; and the columns that they return, with no row too.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await AskAsync(ById(ProbeIdentity.Id) with { Columns = columns }, ct);
        await AskAsync(ByPhone(ProbeIdentity.Phone) with { Columns = columns }, ct);
        var missing = options.Fields.Values.Where(column => !columns.Contains(column)).ToList();

        // Whoever sets no Fields need not have all that we would read.
        if (missing.Count > (ReferenceEquals(options.Fields, SqlSourceOptions.Defaults.Fields) ? options.Fields.Count - 1 : 0))
        {
            throw new UpstreamException(
                Name, UpstreamFault.Rejected, $"{Name}: neither query returns {string.Join(", ", missing)}. Name columns of the queries in Crm__Sources__N__Fields, or add these to the queries.");
        }
    }

    private Question ById(string id) => new(_byId, [("@id", id)], id);

    private Question ByPhone(PhoneNumber phone)
    {
        var spellings = PhoneSpellings.Of(phone, numbers);
        return new(_byPhone, [("@phone", spellings.E164), ("@digits", spellings.Digits), ("@dialled", spellings.Dialled), ("@national", spellings.National)], Id: null);
    }

    private Task<SourceAnswer> AskAsync(Question question, CancellationToken ct) => runner.RunAsync(
        question.Statement,
        question.Values,
        (rows, token) => ReadAsync(question, rows, token),
        refusal => question.Id is { } id && refusal.IsOfValue(id) ? SourceAnswer.NotFound : null,
        ct);

    private async Task<SourceAnswer> ReadAsync(Question question, DbDataReader rows, CancellationToken ct)
    {
        question.Columns?.UnionWith(Enumerable.Range(0, rows.FieldCount).Select(rows.GetName));
        return await _reader.ReadAsync(rows, ct) switch
        {
            [] => SourceAnswer.NotFound,
            [var one] => new SourceAnswer.Found(one),
            var several => new SourceAnswer.Ambiguous(several),
        };
    }

    // Half a surrogate pair is not text, and PostgreSQL has no NUL in text.
    internal static bool CanBeAnId(string id) => id.Length is > 0 and <= LongestId && !id.Contains('\0', StringComparison.Ordinal) && !id.EnumerateRunes().Contains(Rune.ReplacementChar);
}
