using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Leads;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Cli.Leads;

/// <summary>Puts the rows of a file into the dialler, one after the other, by the same use case as the function.</summary>
/// <param name="useCase">Of the function InjectLead.</param>
/// <param name="reader">Of the door for leads.</param>
/// <param name="source">The source whose records the ids are.</param>
/// <param name="time">Now.</param>
internal sealed class LeadImport(InjectLead useCase, LeadReader reader, string source, TimeProvider time)
{
    /// <summary>VICIdial may restart while a long list is loaded.</summary>
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    /// <summary>For one row.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    /// <param name="rows">Of the file.</param>
    /// <param name="progress">What is done already, and where it is written down; null to send nothing.</param>
    /// <param name="report">Called with each row that is done now, or would be.</param>
    /// <param name="ct">Ends the import between two rows.</param>
    /// <exception cref="UpstreamException">A system refuses or does not answer, and this row and all after it are not done.</exception>
    /// <exception cref="OperationCanceledException">Somebody ended it.</exception>
    public async Task RunAsync(IEnumerable<LeadRow> rows, ImportProgress? progress, Action<RowResult> report, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var (isDone, isBegun) = progress?.Look(row) ?? default;
            if (isDone)
            {
                continue;
            }

            ct.ThrowIfCancellationRequested();
            var (lead, problem) = Read(row);
            var result = lead is null ? problem!
                : progress is null ? await PrepareAsync(row, lead)
                : await InjectAsync(row, lead, progress, isBegun, ct);
            progress?.Write(result);
            report(result);
        }
    }

    private (LeadEvent? Lead, RowResult? Problem) Read(LeadRow row)
    {
        if (row.Lead is not { } json)
        {
            return (null, new(row.Number, row.Hash, Id: null, RowResult.Invalid, $"Line {row.Line} has more or fewer columns than the first one."));
        }

        var (lead, field, fix) = reader.Read(json, source, time.GetUtcNow());
        return lead is null ? (null, new(row.Number, row.Hash, Id: null, RowResult.Invalid, $"{field}: {fix}"))
            : lead[LeadField.Phone] is null ? (null, new(row.Number, row.Hash, lead.Id, RowResult.Invalid, "phone: The row has none."))
            : (lead, null);
    }

    private async Task<RowResult> PrepareAsync(LeadRow row, LeadEvent lead)
    {
        using var limit = TimeLimit.Start(s_budget, time, CancellationToken.None);
        var (_, failed) = await useCase.PrepareAsync(lead, limit.Token);
        return failed is null ? new(row.Number, row.Hash, lead.Id, RowResult.WouldBeSent, Message: null) : Of(row, lead, failed, isBegun: false);
    }

    private async Task<RowResult> InjectAsync(LeadRow row, LeadEvent lead, ImportProgress progress, bool isBegun, CancellationToken ct)
    {
        progress.Write(new(row.Number, row.Hash, lead.Id, RowResult.Begun, Message: null));
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                // A request that has begun is waited for: after Ctrl+C, too, it is known what became of the row.
                using var limit = TimeLimit.Start(s_budget, time, CancellationToken.None);
                return Of(row, lead, await useCase.HandleAsync(lead, limit.Token), isBegun);
            }
            catch (UpstreamException e) when (e.Fault is UpstreamFault.Unavailable or UpstreamFault.Throttled && attempt < s_pauses.Length)
            {
                await Task.Delay(s_pauses[attempt], time, ct);
            }
            catch (OperationCanceledException) when (attempt < s_pauses.Length && !ct.IsCancellationRequested)
            {
                await Task.Delay(s_pauses[attempt], time, ct);
            }
        }
    }

    private static RowResult Of(LeadRow row, LeadEvent lead, Outcome outcome, bool isBegun) => outcome switch
    {
        Outcome.Failed { Failure: var failure } => new(row.Number, row.Hash, lead.Id, $"{failure.Reason}", failure.Message),
        _ => new(row.Number, row.Hash, lead.Id, outcome.Name, isBegun && outcome == LeadOutcome.Duplicate ? "The row was under way when the import was broken off: the lead that is there may be its own." : null),
    };
}
