using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>Reads commands of a client, each within its bounds, and writes answers to it.</summary>
internal sealed class ImapConnection(ConnectionContext context)
{
    private const int LongestLine = 16 * 1024, LongestLiteral = 10 * 1024 * 1024, LongestBeforeLogin = 4 * 1024;

    public CancellationToken Closed => context.ConnectionClosed;

    /// <param name="isSignedIn">Only then a message may follow.</param>
    /// <returns>The words of the next command; null after the client has gone.</returns>
    /// <exception cref="InvalidDataException">It is longer than its bounds, or is no command.</exception>
    public async Task<IReadOnlyList<ImapToken>?> ReadCommandAsync(bool isSignedIn)
    {
        var tokens = new List<ImapToken>();
        var literals = 0;
        while (await ReadLineAsync() is { } line)
        {
            var (text, length, isSentAtOnce) = Literal(line);
            tokens.AddRange(ImapTokens.Of(text));
            if (length is null)
            {
                return tokens;
            }

            literals += length.Value;
            if (literals > (isSignedIn ? LongestLiteral : LongestBeforeLogin))
            {
                throw new InvalidDataException("The command is too long.");
            }

            if (!isSentAtOnce)
            {
                await WriteAsync("+ Go on\r\n");
            }

            if (await ReadBytesAsync(length.Value) is not { } literal)
            {
                return null;
            }

            tokens.Add(new(literal, IsText: true));
        }

        return null;
    }

    /// <returns>Without its end; null after the client has gone.</returns>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public async Task<string?> ReadLineAsync()
    {
        var input = context.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(Closed);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                input.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line.Length <= LongestLine ? line : throw new InvalidDataException("The line is too long.");
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.Buffer.Length > LongestLine)
            {
                throw new InvalidDataException("The line is too long.");
            }

            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await context.Transport.Output.WriteAsync(bytes, Closed);

    /// <summary>The client sees its connection reset.</summary>
    public void Reset()
    {
        // Without lingering the kernel sends RST instead of an orderly FIN.
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Abort();
    }

    private async Task<string?> ReadBytesAsync(int count)
    {
        var read = await context.Transport.Input.ReadAtLeastAsync(count, Closed);
        if (read.Buffer.Length < count)
        {
            return null;
        }

        var bytes = read.Buffer.Slice(0, count);
        var text = Encoding.Latin1.GetString(bytes);
        context.Transport.Input.AdvanceTo(bytes.End);
        return text;
    }

    /// <summary>A line that ends with <c>{12}</c> or <c>{12+}</c> is followed by so many bytes; with the plus, at once.</summary>
    private static (string Text, int? Length, bool IsSentAtOnce) Literal(string line)
    {
        if (!line.EndsWith('}') || line.LastIndexOf('{') is not (>= 0 and var begin))
        {
            return (line, null, false);
        }

        var number = line[(begin + 1)..^1];
        var isSentAtOnce = number.EndsWith('+');
        return int.TryParse(number.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (line[..begin], length, isSentAtOnce)
            : throw new InvalidDataException("The length of a literal is no number, or too large.");
    }
}
