namespace CrmEnrichment.Tests;

/// <summary>A body that starts well.</summary>
internal sealed class FakeBody(Func<CancellationToken, ValueTask<int>> afterTheStart) : Stream
{
    private bool _started;

    public static FakeBody BreaksOff(ManualTime? time) =>
        new(_ => throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    public static FakeBody NeverEnds(ManualTime? time) => new(_ => new(1_000));

    public static FakeBody Hangs(ManualTime? time) => new(async ct =>
    {
        await HangAsync(time, ct);
        return 0;
    });

    public static async Task HangAsync(ManualTime? time, CancellationToken ct)
    {
        while (time is not null && !ct.IsCancellationRequested)
        {
            time.AdvanceToNextTimer();
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_started)
        {
            return afterTheStart(cancellationToken);
        }

        _started = true;
        buffer.Span[0] = (byte)'{';
        return new(1);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
