using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;
using CrmEnrichment.State;

namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>VICIdial's <c>vendor_lead_code</c> and the CRM record that it stands for. VICIdial cuts it to 20 characters without a word, so a longer id gets a short code, which the state store knows.</summary>
/// <param name="store">Where short codes stand.</param>
/// <param name="source">The CRM source whose ids are vendor codes as they are.</param>
internal sealed partial class VendorCodes(IStateStore store, string source)
{
    public const int Longest = 20;

    /// <summary>The source whose ids are vendor codes as they are.</summary>
    public string Source => source;

    private const string Short = "ce_";

    /// <summary>The store has no entry without an end; a lead may be called for years.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(36_500);

    /// <returns>Null for a short code that nobody gave.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The state store did not answer.</exception>
    public async ValueTask<VendorRecord?> FindAsync(string code, CancellationToken ct) =>
        !code.StartsWith(Short, StringComparison.Ordinal) ? new(source, code)
        : !ShortCode.IsMatch(code) ? null
        : await store.GetAsync(Key(code), ct) is { } text ? Read(text)
        : null;

    /// <summary>Equal for every call with the same record, in every process.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">The state store did not take it.</exception>
    public async ValueTask<string> CodeOfAsync(string ofSource, string id, CancellationToken ct)
    {
        var code = CodeOf(ofSource, id);
        if (!string.Equals(code, id, StringComparison.Ordinal))
        {
            await store.PutAsync(Key(code), $$"""{"source":"{{JsonEncodedText.Encode(ofSource)}}","id":"{{JsonEncodedText.Encode(id)}}"}""", s_kept, ct);
        }

        return code;
    }

    /// <summary>The code that <see cref="CodeOfAsync"/> gives, without a promise that it can be found again: for a search among the leads.</summary>
    public string CodeOf(string ofSource, string id)
    {
        if (string.Equals(ofSource, source, StringComparison.Ordinal) && Unchanged.IsMatch(id) && !id.StartsWith(Short, StringComparison.OrdinalIgnoreCase))
        {
            return id;
        }

        // 68 bits: that two of ten million records share a code has a chance of one in five million.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{ofSource}\n{id}"));
        return Short + Convert.ToHexStringLower(hash)[..(Longest - Short.Length)];
    }

    private static VendorRecord? Read(string text)
    {
        try
        {
            var stored = ReceivedJson.Parse(text);
            return stored.TryMember("source", out var source) && source.TryText(out var name) && stored.TryMember("id", out var member) && member.TryText(out var id) ? new(name, id) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Key(string code) => $"vicidial/code/{code}";

    /// <summary>What VICIdial keeps as it is: it removes or changes other characters.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,20}\z", RegexOptions.None, 10_000)]
    private static partial Regex Unchanged { get; }

    [GeneratedRegex(@"\Ace_[0-9a-f]{17}\z", RegexOptions.None, 10_000)]
    private static partial Regex ShortCode { get; }
}
