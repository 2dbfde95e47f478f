namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>The console's looks and changes take turns: what one of them holds, another would not meet.</summary>
internal sealed class Turns : IDisposable
{
    /// <summary>How long a page waits for what it shows, before it shows what there is.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(800);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The console ends: what is held is to be released.</summary>
    public CancellationToken Ended => _ended.Token;

    public async Task TakeAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await work(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the work, and not for long. How it ended is not asked.</summary>
    public static async Task PatienceAsync(Task work, TimeProvider time, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(work, Task.Delay(s_patience, time, over.Token));
        await over.CancelAsync();
    }

    /// <summary>Ends what goes on, and waits until it has.</summary>
    public async Task EndAsync()
    {
        await _ended.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _ended.Dispose();
        _turn.Dispose();
    }
}
