using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>Writes who looked up whom: one log line for every answer that leaves the directory.</summary>
/// <remarks>
/// The caller stands in it as a hash under a secret key: the holder of the key can find the lines of a number in question, and nobody
/// can get numbers out of the lines, as one could out of a plain hash by trying them all.
/// </remarks>
/// <param name="secretId">Secret with the key of that hash; empty: the audit does not say who was looked up.</param>
/// <param name="secrets">Holds it.</param>
/// <param name="time">Now.</param>
/// <param name="log">The audit.</param>
public sealed partial class LookupAudit(string secretId, ISecrets secrets, TimeProvider time, ILogger<LookupAudit> log)
{
    private const string Member = "key";

    /// <summary>Nobody waits longer than this for the key, nor beyond their own deadline.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    internal void Write(Requester asker, string caller, Found found) => Answered(
        log,
        asker.Name,
        asker.Audience,
        asker.InteractionId ?? "none",
        caller,
        found.Status,
        string.Join(',', found.Origins.Values.Concat(found.Candidates.Select(one => one.Source)).Distinct(StringComparer.Ordinal)),
        string.Join(',', found.Fields.Keys.Concat(found.Candidates.SelectMany(one => one.Fields.Keys)).Distinct(StringComparer.Ordinal)));

    /// <summary>Reads the key ahead of need.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    internal async Task ConnectAsync(CancellationToken ct)
    {
        if (secretId.Length > 0)
        {
            await secrets.ReadAsync(secretId, ct);
        }
    }

    /// <summary>What a caller is called in the audit: by the number, or by the id where there is none. Never fails, and says so where the key cannot be read.</summary>
    internal async Task<string> NameAsync(CustomerQuery query)
    {
        if ((query.Phone?.E164 ?? query.CustomerId ?? (query.Records is [var record, ..] ? record.Id : query.Record?.Id)) is not { } who)
        {
            return "none";
        }

        if (secretId.Length == 0)
        {
            return "no key";
        }

        using var limit = TimeLimit.Start(s_patience, time);
        try
        {
            var text = await limit.RunAsync(ct => secrets.ReadAsync(secretId, ct).AsTask());
            var secret = new SecretDocument("audit", secretId, text);
            return Hash(secret.Member(Member, "a long random text"), who);
        }
        catch (UpstreamException e)
        {
            KeyAway(log, e.Message);
        }
        catch (OperationCanceledException)
        {
            KeyAway(log, "The secret was not read in time.");
        }

        return "key unknown";
    }

    /// <summary>Letters only: digits in a row are taken for a number by the net under our logs, and masked.</summary>
    internal static string Hash(string key, string who) =>
        string.Concat(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(who)).Take(16).SelectMany(b => new[] { (char)('a' + (b >> 4)), (char)('a' + (b & 15)) }));

    [LoggerMessage(401, LogLevel.Information, "{Asker} ({Audience}) looked a customer up for interaction {Interaction}: caller {Caller}, {Status}, from [{Sources}], fields [{Fields}]")]
    private static partial void Answered(ILogger log, string asker, Audience audience, string interaction, string caller, LookupStatus status, string sources, string fields);

    [LoggerMessage(402, LogLevel.Warning, "Audit written without the hash of the caller; its key could not be read: {Reason}")]
    private static partial void KeyAway(ILogger log, string reason);
}
