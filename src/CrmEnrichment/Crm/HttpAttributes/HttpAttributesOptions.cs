using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>What a source of the kind Http has beside the rest, section <c>Crm:Sources:N:Http</c>.</summary>
public sealed class HttpAttributesOptions
{
    private const string Id = "customerId";
    private const string IdFix = "name a field of the customer by letters, digits, dots, dashes and underscores, and not now or today";
    private const string PathFix = "begin with /, name fields of the customer as {customerId}, times as {now}, {now+30d}, {today}, and have no segment of dots";

    /// <summary>Which API it is.</summary>
    public AttributeApi Api { get; init; }

    /// <summary>Customer field by which the API knows the customer, where <see cref="Path"/> and <see cref="Body"/> are not set. Availability has none.</summary>
    public string CustomerIdField { get; init; } = Id;

    /// <summary>Unset: the API's, or Post where a body is set.</summary>
    public AttributeMethod Method { get; init; }

    /// <summary>Path and query, relative to the address, with customer fields and times in braces.</summary>
    public string Path { get; init; } = AttributeApiDefaults.Of(AttributeApi.Custom, Id).Path;

    /// <summary>JSON in which texts such as <c>"{customerId}"</c> stand for values. Empty for none.</summary>
    public string Body { get; init; } = "";

    /// <summary>What a health check asks for with GET; empty: the request of a look-up, for a customer whose fields are all <c>0</c>.</summary>
    public string ProbePath { get; init; } = "";

    /// <summary>The customer's fields that the request needs.</summary>
    internal IReadOnlyList<string> Needs =>
        [.. (PathTemplate.Parse(Path)?.Fields ?? []).Concat(Body.Length > 0 ? BodyTemplate.Parse(Body)?.Fields ?? [] : []).Distinct(StringComparer.Ordinal)];

    internal CrmKindDefaults Defaults => new("""{"api_key": …}""", AttributeApiDefaults.Of(Api, CustomerIdField).Fields, "");

    internal static HttpAttributesOptions Read(Settings settings)
    {
        var api = settings.Choice(nameof(Api), AttributeApi.Custom);
        var id = api is AttributeApi.Availability ? "" : settings.Text(nameof(CustomerIdField), IdFix, Id);
        if (id.Length > 0 && Placeholder.Parse(id) is not Placeholder.OfCustomer)
        {
            id = settings.Problem(nameof(CustomerIdField), $"is '{id}'", IdFix, Id);
        }

        var defaults = AttributeApiDefaults.Of(api, id);
        var body = settings.Text(nameof(Body), "write JSON", "");
        var method = settings.Choice(nameof(Method), body.Length > 0 ? AttributeMethod.Post : defaults.Method);
        var options = new HttpAttributesOptions
        {
            Api = api,
            CustomerIdField = id,
            Method = method,
            Path = settings.Text(nameof(Path), PathFix, defaults.Path),
            Body = body.Length > 0 || method is AttributeMethod.Get ? body : defaults.Body,
            ProbePath = settings.Text(nameof(ProbePath), "begin with /", ""),
        };
        options.Check(settings);
        return options;
    }

    private void Check(Settings settings)
    {
        if (PathTemplate.Parse(Path) is null)
        {
            settings.Problem(nameof(Path), $"is '{Path}'", PathFix, 0);
        }
        else if (Body.Length > 0 && BodyTemplate.Parse(Body) is null)
        {
            settings.Problem(nameof(Body), "is no JSON", """write a document such as {"id": "{customerId}", "until": "{now+30d}"}""", 0);
        }
        else if (Needs.Count == 0)
        {
            settings.Problem(nameof(Path), "asks for nobody", $"name a field of the customer in it or in {nameof(Body)}, such as {{{Id}}}", 0);
        }

        if (Method is AttributeMethod.Get && Body.Length > 0)
        {
            settings.Problem(nameof(Body), $"is set, and {nameof(Method)} is {Method}", $"remove it, or set {nameof(Method)} to {AttributeMethod.Post}", 0);
        }

        if (ProbePath.Length > 0 && (PathTemplate.Parse(ProbePath) is null || ProbePath.Contains('{', StringComparison.Ordinal)))
        {
            settings.Problem(nameof(ProbePath), $"is '{ProbePath}'", "begin with /, without braces and without segments of dots", 0);
        }
    }
}
