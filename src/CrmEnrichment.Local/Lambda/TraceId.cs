namespace CrmEnrichment.Local.Lambda;

/// <summary>An X-Ray trace header, derived from the request id so that retries share it.</summary>
internal static class TraceId
{
    public static string For(string requestId)
    {
        var hex = requestId.Replace("-", "", StringComparison.Ordinal).PadRight(32, '0');
        return $"Root=1-{hex[..8]}-{hex[8..32]};Parent={hex[..16]};Sampled=0";
    }
}
