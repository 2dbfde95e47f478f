using System.Net;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http;

/// <summary>The sockets under all clients.</summary>
internal static class Transport
{
    public static SocketsHttpHandler Create(HttpOptions options) => new()
    {
        // A redirect could take the credentials to another host; FaultHandler names it instead.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromMilliseconds(options.ConnectTimeoutMs),
        PooledConnectionLifetime = TimeSpan.FromSeconds(options.ConnectionLifetimeSeconds),
        // Our answers are small, and a small compressed one can be huge inside.
        AutomaticDecompression = DecompressionMethods.None,
    };
}
