namespace CrmEnrichment.Tests.StandIns.MySql;

/// <summary>The server's side of a connection, written down beforehand.</summary>
/// <param name="atOnce">How many bytes come with each read: networks cut where they like.</param>
internal sealed class ScriptedStream(Func<int>? atOnce = null) : MemoryStream
{
    private readonly MemoryStream _script = new();

    /// <summary>What the client has written, write by write.</summary>
    public List<byte[]> Written { get; } = [];

    public ScriptedStream Bytes(params byte[] bytes)
    {
        var read = _script.Position;
        _script.Position = _script.Length;
        _script.Write(bytes);
        _script.Position = read;
        return this;
    }

    public ScriptedStream Packet(byte sequence, params byte[] payload) =>
        Bytes((byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), sequence).Bytes(payload);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(_script.Read(buffer.Span[..Math.Min(buffer.Length, atOnce?.Invoke() ?? int.MaxValue)]));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written.Add(buffer.ToArray());
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        _script.Dispose();
        base.Dispose(disposing);
    }
}
