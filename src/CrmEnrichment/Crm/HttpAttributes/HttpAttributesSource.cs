using System.Net;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>An API that finds nobody, but adds to a customer who is known: what they owe, when they come, what they can have.</summary>
internal sealed class HttpAttributesSource(CrmSourceOptions options, HttpClient http, TimeProvider time) : ICustomerSource
{
    private readonly AttributeRequest _request = new(options.Url!, options.Of<HttpAttributesOptions>());
    private readonly AttributeReader _reader = new(options.Fields);

    public string Name => options.Name;

    public IReadOnlyList<string> Needs { get; } = options.Of<HttpAttributesOptions>().Needs;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        using var request = _request.Fill(query.Known, time.GetUtcNow());
        if (request is null)
        {
            return SourceAnswer.NotFound;
        }

        using var response = await http.SendAsync(request.MayRepeat(), ct);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent)
        {
            return SourceAnswer.NotFound;
        }

        try
        {
            return _reader.Read(await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException)
        {
            throw new UpstreamException(Name, UpstreamFault.Unavailable, $"{Name} answered something that is no JSON object: check Crm__Sources__N__Url and Http__Path.");
        }
    }

    /// <summary>Asks as a look-up does, for nobody, or for <see cref="HttpAttributesOptions.ProbePath"/>. What is there depends on the API, so it need not be there.</summary>
    /// <exception cref="UpstreamException">It is away, throttles us, or refuses the key.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        using var request = _request.Probe(time.GetUtcNow());
        try
        {
            using var response = await http.SendAsync(request.MayRepeat(), ct);
        }
        catch (UpstreamException answered) when (answered.Fault is UpstreamFault.Rejected)
        {
            // 400, 405, a redirect to a sign-in page: somebody is there, and that is all we can know.
        }
    }
}
