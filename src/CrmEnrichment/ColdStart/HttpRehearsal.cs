using System.Net;
using System.Net.Http.Headers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmEnrichment.ColdStart;

/// <summary>One request through the whole chain of a client, answered in memory, so that the first real one finds its code compiled.</summary>
internal static class HttpRehearsal
{
    public static WarmUpStep Step(TimeProvider time) => new("code of requests", WarmUpKind.Code, ct => RunAsync(time, ct));

    private static async Task RunAsync(TimeProvider time, CancellationToken ct)
    {
        using var nowhere = new Nowhere();
        using var clients = new UpstreamClients(
            new HttpOptions(), time, new Metrics(TextWriter.Null, time, nameof(HttpRehearsal)), NullLogger<UpstreamClients>.Instance, nowhere);
        using var http = clients.Create(new Upstream("rehearsal", new Uri("http://rehearsal.invalid")), new NoCredentials());
        using var response = await http.GetAsync(new Uri("customers", UriKind.Relative), ct);
    }

    private sealed class Nowhere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent("[]"u8.ToArray()), RequestMessage = request });
    }

    private sealed class NoCredentials : Http.ICredentials
    {
        private static readonly AuthenticationHeaderValue s_none = new("Bearer", "none");

        public ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct) => new(s_none);

        public ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct) => new(s_none);

        public void CoolDown()
        {
        }

        public void Forget()
        {
        }
    }
}
