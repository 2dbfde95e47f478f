namespace CrmEnrichment.Local.Loopback;

/// <summary>The matches that fault scripts and assertions ask for most.</summary>
public static class Request
{
    public static bool Any(RecordedRequest request) => true;

    public static Func<RecordedRequest, bool> To(string pathPrefix) =>
        request => request.Path.StartsWith(pathPrefix, StringComparison.Ordinal);

    public static Func<RecordedRequest, bool> To(HttpMethod method, string pathPrefix) =>
        request => HttpMethod.Parse(request.Method) == method && request.Path.StartsWith(pathPrefix, StringComparison.Ordinal);

    /// <summary>AWS calls by operation name, such as "SendMessage" or "PutItem".</summary>
    public static Func<RecordedRequest, bool> For(string operation) =>
        request => request.Operation?.EndsWith('.' + operation, StringComparison.Ordinal) is true;
}
