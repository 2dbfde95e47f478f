using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Whose interaction it was: the customer that was put before the agent, else looked up again.</summary>
/// <param name="Customers">The record in each CRM that knows them.</param>
/// <param name="Matches">How many customers share the number.</param>
/// <param name="Traits">Fields that rules ask for.</param>
/// <param name="Failures">CRMs that did not answer: whether they know the customer is open.</param>
internal sealed record CustomerOfInteraction(
    IReadOnlyList<CustomerRef> Customers, int Matches, IReadOnlyDictionary<string, string> Traits, IReadOnlyList<UpstreamException> Failures)
{
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public static async Task<CustomerOfInteraction> FindAsync(
        KnownInteraction known, ActiveInteractionStore active, CustomerDirectory directory, PhoneNumberReader numbers, JournalOptions options, CancellationToken ct)
    {
        var remembered = await active.FindAsync(known.Origin, known.Id, ct);
        if (remembered is not null && options.Crms.All(crm => remembered.Customers.Any(customer => IsIn(customer, crm))))
        {
            return new(remembered.Customers, remembered.Matches, remembered.Traits, []);
        }

        var query = new CustomerQuery(known.CustomerId?.Text, known.Phone is { } phone ? numbers.Read(phone.Text).Phone : null);
        await using var lookup = directory.Begin(query, new Requester(nameof(WriteJournalEntry), Audience.Context, known.Id));
        var found = await lookup.CompleteAsync(ct);
        var traits = options.VipField.Length > 0 && found.Fields.TryGetValue(options.VipField, out var value) && value.TryText(out var text)
            ? new Dictionary<string, string>(StringComparer.Ordinal) { [options.VipField] = text }
            : [];

        // Whom the agent saw counts before whom the number leads to now.
        return new(
            [.. remembered?.Customers ?? [], .. found.Records.Where(record => remembered?.Customers.Any(customer => IsIn(customer, record.Source)) is not true)],
            Math.Max(found.Matches, remembered?.Matches ?? 0),
            remembered is { Traits.Count: > 0 } ? remembered.Traits : traits,
            [.. found.Failures.Where(failure => !found.Stale.Contains(failure.Upstream, StringComparer.Ordinal))]);
    }

    /// <returns>Null where the CRM knows nobody.</returns>
    /// <exception cref="UpstreamException">The CRM did not answer, so that it may know the customer.</exception>
    public CustomerRef? In(string crm) =>
        Customers.FirstOrDefault(customer => IsIn(customer, crm))
        ?? (Failures.FirstOrDefault(failure => string.Equals(failure.Upstream, crm, StringComparison.OrdinalIgnoreCase)) is { } failure ? throw failure : null);

    private static bool IsIn(CustomerRef customer, string crm) => string.Equals(customer.Source, crm, StringComparison.OrdinalIgnoreCase);

    public bool IsVip(JournalOptions options) =>
        options.VipField.Length > 0 && Traits.TryGetValue(options.VipField, out var value) && options.VipValues.Contains(value, StringComparer.OrdinalIgnoreCase);
}
