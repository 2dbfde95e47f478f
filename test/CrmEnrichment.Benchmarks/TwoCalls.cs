using System.Net.Http.Headers;
using System.Text;

namespace CrmEnrichment.Benchmarks;

/// <summary>The two calls of the main job and nothing else: no event is read, no customer is understood, no token is renewed, nothing can fail.</summary>
internal sealed class TwoCalls : IDisposable
{
    private const string Customers = "customers?phone=%2B13175550142";
    private const string Attributes = "api/v2/conversations/7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef/participants/3e0a0001-4a1b-4c2d-8e3f-077f17561eef/attributes";

    private static readonly byte[] s_context = Encoding.UTF8.GetBytes(
        """{"attributes":{"crm.crmAccountId":"ACCT-99281","crm.lifetimeValue":"14250.75","crm.loyaltyTier":"Platinum","crm.lastPurchaseDate":"2024-05-28T09:15:00Z","crm.lookupStatus":"Found"}}""");

    private readonly HttpClient _http;

    public TwoCalls(Uri upstream)
    {
        _http = new HttpClient { BaseAddress = upstream };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "fixed-token");
    }

    public async Task MakeAsync()
    {
        await _http.GetByteArrayAsync(Customers);
        using var content = new ByteArrayContent(s_context);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http.PatchAsync(Attributes, content);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
