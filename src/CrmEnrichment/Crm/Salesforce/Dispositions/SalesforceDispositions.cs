using System.Text.Json;
using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Dispositions;

/// <summary>The stage of the account's open opportunity, the status of a lead, and the checkbox that says that nobody contacts them again (docs/vicidial.md).</summary>
internal sealed class SalesforceDispositions(SalesforceConnection connection, SalesforceDispositionOptions options) : ICrmDispositions
{
    private const string Write = "the integration user API Enabled, Edit on contacts, leads, accounts and opportunities, and Edit on the fields that are written";

    private const string Lead = "Lead", Opportunity = "Opportunity", Status = "Status", Stage = "StageName", IsTrue = "true";

    /// <summary>What ids of each type begin with; what follows is nobody's.</summary>
    private static readonly (string Type, string Nobody)[] s_types = [("Contact", "003000000000000AAA"), (Lead, "00Q000000000000AAA"), ("Account", "001000000000000AAA")];

    public string Name => connection.Source;

    public async Task<DispositionRecord?> FindAsync(string id, CancellationToken ct)
    {
        for (var (left, current) = (SalesforceSuccessor.Most, id); SalesforceRecordId.TypeOf(current) is { } type; left--)
        {
            var record = await connection.GetAsync(type, current, Fields(type), ct);
            var successor = record is { } known ? SalesforceSuccessor.Id(known, SalesforceSuccessor.ConvertedContact) : await SalesforceSuccessor.FindAsync(connection, type, current, ct);
            if (record is { } found && successor is null)
            {
                // As Salesforce writes it: 15 and 18 characters are one record.
                return new(SalesforceSuccessor.Id(found, "Id") ?? current, IsMarked(type, found));
            }

            if (left == 0 || successor is null)
            {
                return null;
            }

            current = successor;
        }

        return null;
    }

    public async Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct)
    {
        var type = SalesforceRecordId.TypeOf(record.Id)!;
        if (options.FieldOf(type) is not { } field)
        {
            throw new UpstreamException(
                Name, UpstreamFault.Rejected, $"{Name}: no field of {type} is configured for the do-not-contact mark, and nothing was written. Create a checkbox, add it as {type}.NAME to Crm__Sources__N__Salesforce__Dispositions__DoNotContact, then replay the letter.");
        }

        if (!await ChangeAsync(type, record.Id, field, IsTrue, ct))
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the {type} was deleted before it got the do-not-contact mark.");
        }
    }

    /// <summary>A lead has none before it is converted.</summary>
    public async Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct) =>
        SalesforceRecordId.TypeOf(record.Id) is { } type and not Lead && await connection.QueryAsync(Soql.OpenOpportunity(type, record.Id), ct) is [var opportunity, ..]
            ? SalesforceSuccessor.Id(opportunity, "Id")
            : null;

    public async Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct) =>
        SalesforceRecordId.TypeOf(record.Id) is Lead ? stages.Lead.Length > 0 && await ChangeAsync(Lead, record.Id, Status, stages.Lead, ct)
        : deal is not null && await ChangeAsync(Opportunity, deal, Stage, stages.Deal, ct);

    /// <summary>Reads what is read and written, of nobody, in one round trip: a field or an object that is hidden shows. Whether it may be written does not.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        var composite = connection.Composite();
        foreach (var (type, nobody) in s_types)
        {
            Query(Soql.First(type is Lead ? [.. Fields(type), Status] : Fields(type), type, "Id", nobody), type);
        }

        Query(Soql.OpenOpportunity(s_types[0].Type, s_types[0].Nobody), Opportunity);
        Query(Soql.First([Stage], Opportunity, "Id", "006000000000000AAA"), Stage);
        foreach (var part in (await connection.SendAsync(composite, repeats: true, Write, ct)).Where(part => !part.IsDone))
        {
            throw SalesforceErrors.Dialect.OfPart(Name, part.Status, part.Body, Write);
        }

        void Query(string soql, string name) => composite.Get($"query?q={Uri.EscapeDataString(soql)}", name);
    }

    private IReadOnlyList<string> Fields(string type) =>
        [.. new[] { "Id", type is Lead ? SalesforceSuccessor.ConvertedContact : null, options.FieldOf(type) }.OfType<string>().Distinct(StringComparer.Ordinal)];

    private bool IsMarked(string type, JsonElement record) =>
        options.FieldOf(type) is { } field && record.TryMember(field, out var mark) && mark.ValueKind is JsonValueKind.True;

    private async Task<bool> ChangeAsync(string type, string id, string field, string value, CancellationToken ct)
    {
        try
        {
            return await connection.ChangeAsync(type, id, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = value }, value is IsTrue ? [field] : [], Write, ct);
        }
        catch (UpstreamException refusal) when (refusal.Code is "ENTITY_IS_DELETED")
        {
            return false;
        }
    }
}
