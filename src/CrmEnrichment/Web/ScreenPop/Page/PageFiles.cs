using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>The style and the script of the page. They tell nothing of anybody, and browsers keep them: another version has another address.</summary>
internal static class PageFiles
{
    public const string Style = "page.css", Script = "page.js";

    private static readonly ImmutableDictionary<string, ApiAnswer> s_files = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create(Style, Read(Style, "text/css")),
        KeyValuePair.Create(Script, Read(Script, "text/javascript")),
    ]);

    public static ApiAnswer? Find(string name) => s_files.GetValueOrDefault(name);

    /// <summary>With what tells this version from others.</summary>
    public static string Address(string name) => $"screenpop/{name}?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(s_files[name].Body)))[..12]}";

    private static ApiAnswer Read(string name, string type)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using var text = new StreamReader(resource);
        return new ApiAnswer(200, text.ReadToEnd(), $"{type}; charset=utf-8")
            .With("cache-control", "public, max-age=31536000, immutable")
            .With("x-content-type-options", "nosniff")
            .With("cross-origin-resource-policy", "same-origin");
    }
}
