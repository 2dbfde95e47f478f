using System.Text.Json;
using CrmEnrichment.Diagnostics;

namespace CrmEnrichment.Customers;

/// <summary>Asks every source side by side and merges what they know.</summary>
public sealed class CustomerDirectory(
    IEnumerable<ICustomerSource> sources,
    CustomersOptions options,
    Metrics metrics,
    TimeProvider time)
{
    private readonly AskedSource[] _sources =
        [.. sources.OrderBy(source => source.Priority).Select(source => new AskedSource(source, TimeSpan.FromMilliseconds(options.DeadlineMs), metrics, time))];

    public async Task<Found> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.IsEmpty)
        {
            return new Found(Merge.ByPriority([]), 0, [], Asked: 0);
        }

        var answers = await Task.WhenAll(_sources.Select(source => source.AskAsync(query, ct)));

        return new Found(
            WithoutSensitive(Merge.ByPriority(answers.Select(Chosen).OfType<CustomerRecord>())),
            answers.Max(Matches),
            [.. answers.OfType<SourceAnswer.Failed>().Select(failed => failed.Reason)],
            answers.Length);
    }

    private static Dictionary<string, JsonElement> WithoutSensitive(IReadOnlyDictionary<string, JsonElement> fields) =>
        fields.Where(field => !SensitiveFields.Has(field.Key)).ToDictionary(StringComparer.Ordinal);

    private CustomerRecord? Chosen(SourceAnswer answer) => answer switch
    {
        SourceAnswer.Found found => found.Record,
        SourceAnswer.Ambiguous several => Merge.Choose(several.Records, options.WhenAmbiguous),
        _ => null,
    };

    private static int Matches(SourceAnswer answer) => answer switch
    {
        SourceAnswer.Found => 1,
        SourceAnswer.Ambiguous several => several.Records.Count,
        _ => 0,
    };
}
