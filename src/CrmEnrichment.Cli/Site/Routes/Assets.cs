using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>The files of the pages. They are in this program: nothing is loaded from elsewhere.</summary>
internal static class Assets
{
    public static void Map(WebApplication app)
    {
        Map("console.css", "text/css; charset=utf-8");
        Map("console.js", "text/javascript; charset=utf-8");
        Map("live.js", "text/javascript; charset=utf-8");
        Map("icon.svg", "image/svg+xml");

        void Map(string name, string type)
        {
            using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            app.MapGet($"/{name}", () => Results.Bytes(bytes, type));
        }
    }
}
