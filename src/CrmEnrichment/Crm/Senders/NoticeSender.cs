using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.Senders;

/// <summary>One sender of notices, with the secret that proves it.</summary>
internal sealed class NoticeSender(SenderOptions options, ISecrets secrets, TimeProvider time, ILogger log)
{
    private readonly FreshSecret<string> _secret = new(
        options.Source, options.SecretId, secrets, time, log, (id, text) => new SecretDocument(options.Source, id, text).Member(options.Scheme.Secret.Member, options.Scheme.Secret.Meaning));

    public string Source => options.Source;

    public IChangeNotices Scheme => options.Scheme;

    /// <summary>Reads the secret ahead of the first notice.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    public Task ConnectAsync(CancellationToken ct) => _secret.GetAsync(ct);

    /// <summary>A notice that the secret does not prove may be proved by a newer one.</summary>
    /// <exception cref="UpstreamException">The secret cannot be read.</exception>
    public async Task<NoticeReading> ReadAsync(ReceivedNotice notice, CancellationToken ct)
    {
        var secret = await _secret.GetAsync(ct);
        var reading = Read(secret);
        return reading is NoticeReading.Refused && await _secret.GetNewerAsync(ct) is var newer && !string.Equals(newer, secret, StringComparison.Ordinal) ? Read(newer) : reading;

        NoticeReading Read(string with) => Scheme.Read(notice, new NoticeTrust(with, options.OrganizationId), time.GetUtcNow());
    }
}
