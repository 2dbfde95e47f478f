using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Web;

internal static class NoticeRequest
{
    /// <summary>A request as the notice of a CRM.</summary>
    /// <param name="request">Who sent it is not known yet.</param>
    /// <param name="publicUrl">The address that senders call, before the path; signatures hold it.</param>
    /// <param name="pathSecret">What follows the source's name in the path; null for nothing.</param>
    public static ReceivedNotice ToNotice(this ApiRequest request, Uri? publicUrl, string? pathSecret) => new(
        request.Method,
        $"{publicUrl?.AbsoluteUri.TrimEnd('/')}{request.Path}{(request.Query.Length > 0 ? "?" : "")}{request.Query}",
        pathSecret,
        request.Headers,
        request.Body);
}
