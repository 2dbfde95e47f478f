using MimeKit;

namespace CrmEnrichment.Mail;

/// <summary>The headers of a message, as far as they can be read: a sender may write anything there.</summary>
internal static class HeaderBlock
{
    public static async Task<HeaderList> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        bytes.Position = Start(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        try
        {
            return await new MimeParser(bytes, MimeFormat.Entity).ParseHeadersAsync(ct);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>Where the first line is that is a header: the parser refuses a block that begins with another one.</summary>
    private static int Start(ReadOnlySpan<byte> block)
    {
        for (var start = 0; start < block.Length;)
        {
            var rest = block[start..];
            var line = rest.IndexOf((byte)'\n') is var end && end < 0 ? rest : rest[..end];
            if (line.IndexOf((byte)':') is var colon && colon > 0 && !line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            {
                return start;
            }

            start += line.Length + 1;
        }

        return block.Length;
    }
}
