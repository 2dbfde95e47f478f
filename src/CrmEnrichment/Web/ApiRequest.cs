namespace CrmEnrichment.Web;

/// <summary>An HTTP request as it reached the front.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">Such as <c>/customers</c>.</param>
/// <param name="Query">As it was sent, without the question mark.</param>
/// <param name="Headers">By name in any spelling.</param>
/// <param name="Body">Decoded; empty for none.</param>
/// <param name="IamPrincipal">Whom the front has authenticated by IAM; never taken from a header.</param>
public sealed record ApiRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, string? IamPrincipal)
{
    /// <summary>The invocation's, for the log.</summary>
    public string? RequestId { get; init; }

    /// <summary>The front's own, which stands in its access log and in its answer's headers.</summary>
    public string? FrontRequestId { get; init; }

    /// <summary>The caller's address, as the front saw it; never taken from a header.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>Larger ones are refused; Twilio's forms have about 1 KB.</summary>
    public const int LongestBody = 65_536;

    private const string Form = "application/x-www-form-urlencoded", Json = "application/json";

    public string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool IsForm => IsOf(Form);

    public bool IsJson => IsOf(Json);

    /// <summary>The form's fields in their order; none where the body is no form.</summary>
    public IReadOnlyList<(string Name, string Value)> FormFields() => IsForm ? Decode(Body) : [];

    /// <summary>The query's parameters in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> QueryParameters() => Decode(Query);

    private bool IsOf(string contentType) => Header("content-type")?.Split(';')[0].Trim().Equals(contentType, StringComparison.OrdinalIgnoreCase) is true;

    // Everything in a request is personal.
    public override string ToString() => $"{Method} {Path}";

    private static List<(string Name, string Value)> Decode(string text) =>
        [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (Plain(pair[0]), pair.Length > 1 ? Plain(pair[1]) : ""))];

    private static string Plain(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
}
