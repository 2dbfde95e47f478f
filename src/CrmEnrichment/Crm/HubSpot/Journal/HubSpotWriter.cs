using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>The requests that write one record, and what their answers mean.</summary>
/// <param name="connection">To HubSpot.</param>
/// <param name="right">What writing needs, as a 403 asks for it.</param>
internal sealed partial class HubSpotWriter(HubSpotConnection connection, string right = HubSpotRights.Write)
{
    /// <summary>By a unique property. Two at the same moment may both try to create: who is refused tries once more, and then changes the other's.</summary>
    /// <exception cref="UpstreamException">The record is refused, also where HubSpot calls the batch as a whole a success.</exception>
    public async Task<HubSpotWritten> UpsertAsync(string type, string idProperty, string id, IReadOnlyDictionary<string, string> properties, CancellationToken ct)
    {
        try
        {
            return await OnceAsync();
        }
        catch (UpstreamException conflict) when (conflict.Code is HubSpotErrors.Conflict)
        {
            return await OnceAsync();
        }

        async Task<HubSpotWritten> OnceAsync() => Read(await connection.WriteAsync(
            HttpMethod.Post, $"{type}/batch/upsert", HubSpotPayload.Upsert(idProperty, id, properties), repeats: true, right, ct));
    }

    /// <summary>Without a key: sent twice, there are two.</summary>
    /// <param name="type">Of the record.</param>
    /// <param name="properties">What it holds.</param>
    /// <param name="owner">The record that it belongs to, and HubSpot's number for that association.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<HubSpotWritten> CreateAsync(string type, IReadOnlyDictionary<string, string> properties, (string? Id, int Association) owner, CancellationToken ct)
    {
        var answer = await connection.WriteAsync(
            HttpMethod.Post, type, HubSpotPayload.Create(properties, owner.Id, owner.Association), repeats: false, right, ct);
        return answer.Status is HttpStatusCode.NotFound && owner.Id is not null
            ? throw new UpstreamException(connection.Source, UpstreamFault.Rejected, $"{connection.Source}: what the new record belongs to was not found.")
            : Read(answer);
    }

    /// <returns>The record after the change; null when there is none. A contact that was merged answers with the id of the one that is left.</returns>
    public async Task<HubSpotWritten?> ChangeAsync(string type, string id, IReadOnlyDictionary<string, string> properties, CancellationToken ct)
    {
        var answer = await connection.WriteAsync(HttpMethod.Patch, $"{type}/{id}", HubSpotPayload.Change(properties), repeats: true, right, ct);
        return answer.Status is HttpStatusCode.NotFound ? null : Read(answer);
    }

    /// <returns>False when one of the two does not exist. What exists already stays as it is.</returns>
    public async Task<bool> AssociateAsync(string type, string id, string contact, CancellationToken ct)
    {
        var answer = await connection.WriteAsync(
            HttpMethod.Put, $"{type}/{id}/associations/default/{HubSpotConnection.Contacts}/{contact}", body: null, repeats: true, right, ct);
        return answer.Status is not HttpStatusCode.NotFound && HubSpotErrors.OfItems(answer.Body) is [var error, ..] ? throw HubSpotErrors.OfItem(connection.Source, error, right) : answer.Status is not HttpStatusCode.NotFound;
    }

    private HubSpotWritten Read(HubSpotAnswer answer) =>
        answer.Status is HttpStatusCode.NotFound ? throw connection.Unreadable("there is nothing to write to at the configured address")
        : answer.Status is HttpStatusCode.Conflict ? Existing(answer.Body) ?? throw HubSpotErrors.Dialect.OfPart(connection.Source, answer.Status, answer.Body, right)
        : HubSpotErrors.OfItems(answer.Body) is [var error, ..] ? Existing(error) ?? throw HubSpotErrors.OfItem(connection.Source, error, right)
        : Record(answer.Body) is { } record && record.TryMember("id", out var member) && member.TryText(out var id) && HubSpotRecordId.Is(id) ? new(id, record)
        : throw connection.Unreadable("an answer without a record");

    /// <summary>Of a batch, which here is always one, or the answer itself.</summary>
    private static JsonElement? Record(JsonElement body) =>
        !body.TryMember("results", out var results) ? body
        : results.ValueKind is JsonValueKind.Array && results.GetArrayLength() > 0 ? results[0]
        : null;

    /// <summary>A contact with this e-mail address exists: HubSpot names it in its message.</summary>
    private static HubSpotWritten? Existing(JsonElement error) =>
        error.TryMember("message", out var message) && message.TryText(out var text) && ExistingId.Match(text) is { Success: true } named
            ? new(named.Groups["id"].Value, Record: null)
            : null;

    [GeneratedRegex("Existing ID: (?<id>[0-9]{1,19})(?![0-9])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ExistingId { get; }
}
