using System.Text.Json;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Routes;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

/// <summary><c>POST /customers/changed</c>: a CRM says that a customer has changed, and what is cached of them is used no more.</summary>
/// <remarks>The webhook's <c>updated_fields</c> may be there and is not needed: everything is asked anew.</remarks>
internal sealed partial class CustomerChanges(CustomerCache cache, PhoneNumberReader numbers, LookupOptions options, ILogger<CustomerChanges> log) : IRoute
{
    private const int MostNumbers = 100;
    private const int LongestId = 128;

    public string Path => "/customers/changed";

    public IReadOnlyList<string> Methods { get; } = ["POST"];

    public TimeSpan Budget { get; } = TimeSpan.FromMilliseconds(options.BudgetMs);

    public RouteCall Read(ApiRequest request) => new((caller, ct) => caller.Audience is Audience.Admin
        ? TakeAsync(request, ct)
        : Task.FromResult(ApiAnswer.Problem(403, "Forbidden", $"Only the audience {Audience.Admin} may say that customers have changed.")));

    public async Task<ApiAnswer> TakeAsync(ApiRequest request, CancellationToken ct)
    {
        var (queries, problem) = Read(request.Body);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            await Task.WhenAll(queries.Select(query => cache.ForgetAsync(query, ct)));
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            NotInvalidated(log, e.Message);
            return ApiAnswer.Problem(503, "Not available", "Send it again later.").After(TimeSpan.FromSeconds(10));
        }

        return new ApiAnswer(202, ApiAnswer.Write(json => json.WriteString("status", "accepted")));
    }

    private (IReadOnlyList<CustomerQuery> Queries, ApiAnswer? Problem) Read(string body)
    {
        JsonElement notice;
        try
        {
            notice = ReceivedJson.Parse(body);
        }
        catch (JsonException)
        {
            return ([], Bad("body", """Send JSON: {"customer_id": "…", "phone_number": "…"}."""));
        }

        string? id = null;
        if (notice.TryMember("customer_id", out var given) && given.ValueKind is not JsonValueKind.Null
            && (!given.TryText(out id) || id.Length is 0 or > LongestId))
        {
            return ([], Bad("customer_id", $"Give customer_id as a text of 1 to {LongestId} characters, or leave it out."));
        }

        var phones = new List<PhoneNumber>();
        if (notice.TryMember("phone_number", out var told) && told.ValueKind is not JsonValueKind.Null)
        {
            var texts = told.ValueKind is JsonValueKind.Array ? told.EnumerateArray().ToList() : [told];
            phones.AddRange(texts.Select(text => text.TryText(out var number) ? numbers.Read(number).Phone : null).OfType<PhoneNumber>());
            if (phones.Count != texts.Count || phones.Count > MostNumbers)
            {
                return ([], Bad("phone_number", $"Give phone_number as one number in E.164, or as a list of at most {MostNumbers}."));
            }
        }

        return id is null && phones.Count == 0
            ? ([], Bad("customer_id", "Say who has changed: customer_id, phone_number, or both."))
            : ([.. phones.Select(phone => new CustomerQuery(null, phone)), .. id is null ? Array.Empty<CustomerQuery>() : [new CustomerQuery(id, null)]], null);
    }

    private static ApiAnswer Bad(string parameter, string detail) => ApiAnswer.Bad(parameter, detail);

    [LoggerMessage(504, LogLevel.Warning, "Customer change not recorded; the sender is asked to send it again: {Reason}")]
    private static partial void NotInvalidated(ILogger log, string reason);
}
