using System.Text;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>The fields of a header as they were sent: nothing is decoded, since a server leaves that to its clients. Bytes are letters of Latin-1.</summary>
internal sealed class HeaderFields
{
    private readonly List<(string Name, string Value)> _fields = [];

    public HeaderFields(ReadOnlySpan<byte> header)
    {
        foreach (var line in Encoding.Latin1.GetString(header).Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line is [' ' or '\t', ..] && _fields is [.., var last])
            {
                _fields[^1] = (last.Name, $"{last.Value}{line}");
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                _fields.Add((line[..colon].TrimEnd(), line[(colon + 1)..]));
            }
        }
    }

    /// <summary>The first field of that name; null where there is none, or where it says nothing.</summary>
    public string? Find(string name) =>
        _fields.Find(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Value?.Trim() is { Length: > 0 } value ? value : null;
}
