using System.Net;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Any CRM with a REST API that answers JSON: <c>GET {Url}/customers/{id}</c>, <c>GET {Url}/customers?phone={E.164}</c>.</summary>
public sealed class RestCustomerSource(CrmSourceOptions options, HttpClient http) : ICustomerSource
{
    private readonly string _base = options.Url!.AbsoluteUri.TrimEnd('/');
    private readonly RestOptions _paths = options.Of<RestOptions>();
    private readonly RestCustomerReader _reader = new(options);

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.CustomerId is { } id && RestPath.CanHold(id))
        {
            var byId = await ByIdAsync(id, ct);
            if (byId != SourceAnswer.NotFound)
            {
                return byId;
            }
        }

        return query.Phone is { } phone
            ? await ByPhoneAsync(phone, ct)
            : SourceAnswer.NotFound;
    }

    /// <summary>The paths that look-ups ask, not one of its own: no setting can be forgotten, and no page that is always well stands in for the customers.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await ByPhoneAsync(ProbeIdentity.Phone, ct);
        try
        {
            await ByIdAsync(ProbeIdentity.Id, ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // 400, 405, 422: a CRM whose ids have another form, or that is asked by number only.
        }
    }

    private Task<SourceAnswer> ByIdAsync(string id, CancellationToken ct) =>
        GetAsync(_paths.CustomerPath.With("{id}", id), id, ct);

    private Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct) =>
        GetAsync(_paths.PhonePath.With("{phone}", phone.E164), askedId: null, ct);

    private async Task<SourceAnswer> GetAsync(string pathAndQuery, string? askedId, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _base + pathAndQuery);
        request.AcceptsJson();
        using var response = await http.SendAsync(request, ct);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent)
        {
            return SourceAnswer.NotFound;
        }

        try
        {
            return _reader.Read(await response.Content.ReadAsByteArrayAsync(ct), askedId);
        }
        catch (JsonException)
        {
            throw new UpstreamException(Name, UpstreamFault.Unavailable, $"{Name} answered something that is no customer JSON: check Crm__Sources__N__Url, paths and Fields.");
        }
    }
}
