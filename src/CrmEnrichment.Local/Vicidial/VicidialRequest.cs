using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>A request's parameters, as PHP sees them: those of the address go before those of the form.</summary>
internal sealed class VicidialRequest(RecordedRequest request)
{
    private readonly Dictionary<string, StringValues> _query = Exactly(request.Query), _form = Exactly(request.Body);

    public string this[string name] => _query.TryGetValue(name, out var value) || _form.TryGetValue(name, out value) ? value.ToString() : "";

    public bool Has(string name) => this[name].Length > 0;

    public bool Says(string name, string value) => string.Equals(this[name], value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address's query or, without one, names and values of the form: update_fields looks for the names of fields in all of it.</summary>
    public string Whole => request.Query.Length > 1 ? Uri.UnescapeDataString(request.Query[1..].Replace('+', ' ')) : string.Join('&', _form.Select(pair => $"{pair.Key}={pair.Value}"));

    public string Digits(string name) => Keep(this[name], char.IsAsciiDigit);

    /// <summary>PHP tells capitals from small letters.</summary>
    private static Dictionary<string, StringValues> Exactly(string text)
    {
        var parameters = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(text))
        {
            parameters[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
        }

        return parameters;
    }

    public static string Keep(string text, Func<char, bool> kept) => string.Concat(text.Where(kept));
}
