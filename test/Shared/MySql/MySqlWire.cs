using System.Text;

namespace CrmEnrichment.Tests.MySql;

/// <summary>MySQL's packets from the server's side, written from the protocol's description and apart from the client under test.</summary>
internal sealed class MySqlWire(Stream stream)
{
    private byte _sequence;

    public Stream Stream { get; set; } = stream;

    public void Begin() => _sequence = 0;

    public async Task<byte[]> ReadAsync()
    {
        var header = new byte[4];
        await Stream.ReadExactlyAsync(header);
        var payload = new byte[header[0] | (header[1] << 8) | (header[2] << 16)];
        _sequence = (byte)(header[3] + 1);
        await Stream.ReadExactlyAsync(payload);
        return payload;
    }

    public async Task WriteAsync(params byte[] payload)
    {
        await Stream.WriteAsync((byte[])[(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), _sequence++, .. payload]);
        await Stream.FlushAsync();
    }

    public Task OkAsync(byte header = 0) => WriteAsync(header, 0, 0, 2, 0, 0, 0);

    public Task EndAsync(bool deprecateEof) => deprecateEof ? OkAsync(0xFE) : WriteAsync(0xFE, 0, 0, 2, 0);

    public Task RefuseAsync(ushort number, string state, string message) =>
        WriteAsync([0xFF, (byte)number, (byte)(number >> 8), .. Encoding.ASCII.GetBytes($"#{state}{message}")]);

    /// <summary>One column of text, called <c>answer</c>.</summary>
    public Task ColumnAsync() => WriteAsync(
        [.. Text("def"), .. Text(""), .. Text(""), .. Text(""), .. Text("answer"), .. Text(""), 12, 45, 0, 80, 0, 0, 0, 0xFD, 0, 0, 0, 0, 0]);

    public static byte[] Text(string text) => [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
