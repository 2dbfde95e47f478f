using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Writes an activity and gives it to its contact. An owner or a contact that HubSpot no longer has does not lose the activity.</summary>
internal sealed class HubSpotActivities(HubSpotConnection connection, HubSpotJournalOptions options, ILogger log)
{
    private readonly HubSpotWriter _writer = new(connection);

    /// <param name="activity">Which kind.</param>
    /// <param name="trackingId">Its key.</param>
    /// <param name="members">Its properties.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="what">What it is called in the log.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<HubSpotWritten> WriteAsync(
        HubSpotActivity activity, string trackingId, IReadOnlyDictionary<string, string> members, CustomerRef? customer, string what, CancellationToken ct)
    {
        var contact = customer is { Id: var id } && HubSpotRecordId.Is(id) ? id : null;
        if (!options.Upsert)
        {
            // Together in one request: an activity whose association fails later would be created again by the next attempt.
            return await ForContactAsync(
                contact, what, kept => WithoutRefusedOwnerAsync(members, what, sent => _writer.CreateAsync(activity.Type, sent, (kept, activity.ToContact), ct)), ct);
        }

        var written = await WithoutRefusedOwnerAsync(members, what, sent => _writer.UpsertAsync(activity.Type, options.TrackingProperty, trackingId, sent, ct));
        await ForContactAsync(contact, what, async kept => kept is null || await _writer.AssociateAsync(activity.Type, written.Id, kept, ct) ? written : throw Gone(), ct);
        return written;
    }

    /// <returns>Null when it was deleted.</returns>
    public Task<HubSpotWritten?> ChangeAsync(string type, string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct) =>
        WithoutRefusedOwnerAsync(changed, $"{type}/{id}", sent => sent.Count == 0 ? Task.FromResult<HubSpotWritten?>(new(id, Record: null)) : _writer.ChangeAsync(type, id, sent, ct));

    private async Task<T> WithoutRefusedOwnerAsync<T>(IReadOnlyDictionary<string, string> members, string what, Func<IReadOnlyDictionary<string, string>, Task<T>> write)
    {
        try
        {
            return await write(members);
        }
        catch (UpstreamException refusal) when (members.ContainsKey(HubSpotMembers.Owner) && refusal.RefusedFields.Contains(HubSpotMembers.Owner, StringComparer.Ordinal))
        {
            JournalLog.OwnerRefused(log, connection.Source, what);
            return await write(members.Where(member => member.Key is not HubSpotMembers.Owner).ToDictionary(StringComparer.Ordinal));
        }
    }

    /// <summary>After a refusal the contact itself is asked for: it may have been merged into another, or deleted.</summary>
    private async Task<HubSpotWritten> ForContactAsync(string? contact, string what, Func<string?, Task<HubSpotWritten>> write, CancellationToken ct)
    {
        try
        {
            return await write(contact);
        }
        catch (UpstreamException refusal) when (contact is not null && refusal.Fault is UpstreamFault.Rejected && refusal.RefusedFields.Count == 0)
        {
            var left = await LeftAsync(contact, ct);
            if (string.Equals(left, contact, StringComparison.Ordinal))
            {
                throw;
            }

            if (left is null)
            {
                JournalLog.CustomerGone(log, connection.Source, what);
            }

            return await write(left);
        }
    }

    /// <returns>The contact's id, or that of the contact it was merged into; null when it was deleted.</returns>
    private async Task<string?> LeftAsync(string contact, CancellationToken ct) =>
        await connection.GetAsync(HubSpotConnection.Contacts, contact, ["hs_object_id"], HubSpotRights.Read, ct) is { } record
        && record.TryMember("id", out var member) && member.TryText(out var id) && HubSpotRecordId.Is(id) ? id : null;

    private UpstreamException Gone() => new(connection.Source, UpstreamFault.Rejected, $"{connection.Source}: the contact that the activity belongs to was not found.");
}
