using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Senders;

internal static class NoticeSenders
{
    /// <summary>By the first of them that proves the notice. A source can have an app and a workflow that tell of it, each with a scheme of its own.</summary>
    /// <param name="senders">Of one source.</param>
    /// <param name="notice">What was sent.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>Whose it is; or null, and why each of them refuses it.</returns>
    /// <exception cref="UpstreamException">A secret cannot be read.</exception>
    public static async Task<(NoticeSender? Sender, NoticeReading Reading)> ReadAsync(this IEnumerable<NoticeSender> senders, ReceivedNotice notice, CancellationToken ct)
    {
        var why = new List<string>();
        foreach (var sender in senders)
        {
            var reading = await sender.ReadAsync(notice, ct);
            if (reading is not NoticeReading.Refused refused)
            {
                return (sender, reading);
            }

            why.Add(refused.Why);
        }

        return (null, new NoticeReading.Refused(string.Join(' ', why)));
    }
}
