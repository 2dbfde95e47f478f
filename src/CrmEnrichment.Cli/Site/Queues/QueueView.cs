using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>What one queue held at the last look. A look hides the letters from others while it reads, so it is made seldom: when somebody opens a page and the last one is a minute old, or asks for it.</summary>
/// <param name="open">Begins a look.</param>
/// <param name="turns">The console reads and changes the queues one after the other.</param>
/// <param name="time">Now.</param>
internal sealed class QueueView(Func<QueueLook> open, Turns turns, TimeProvider time)
{
    private static readonly TimeSpan s_freshFor = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private List<Row> _reading = [];
    private IReadOnlyList<Row>? _rows;
    private Coverage? _coverage;
    private string? _failure;
    private DateTimeOffset _endedAt;
    private bool _isStale = true;
    private Task? _look;

    /// <summary>What is known now. A look is begun where the last one is old, and waited for as long as a person likes to wait.</summary>
    public async Task<QueueState> SeeAsync(CancellationToken ct)
    {
        Task look;
        lock (_one)
        {
            if (_look is null && (_isStale || time.GetUtcNow() - _endedAt > s_freshFor))
            {
                _look = Task.Run(() => LookAsync(turns.Ended), CancellationToken.None);
            }

            look = _look ?? Task.CompletedTask;
        }

        await Turns.PatienceAsync(look, time, ct);
        lock (_one)
        {
            return new(_rows ?? [.. _reading], _look is not null, _rows is null ? null : _endedAt, _rows is null ? null : _coverage, _failure);
        }
    }

    /// <summary>What is known is old: letters were moved, or somebody wants to look again.</summary>
    public void Forget()
    {
        lock (_one)
        {
            _isStale = true;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever ends the look is said on the page.")]
    private async Task LookAsync(CancellationToken ct)
    {
        string? failure = null;
        try
        {
            await turns.TakeAsync(ReadAsync, ct);
        }
        catch (Exception e)
        {
            failure = Ending.Sentence(e);
        }

        lock (_one)
        {
            (_failure, _endedAt, _look, _reading) = (failure, time.GetUtcNow(), null, []);
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        lock (_one)
        {
            (_isStale, _reading) = (false, []);
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var look = open();
        await foreach (var seen in look.ReadAsync(new LetterFilter(), ct))
        {
            var row = Row.Of(seen, texts);
            lock (_one)
            {
                _reading.Add(row);
            }
        }

        var coverage = await look.CompareAsync(ct);
        lock (_one)
        {
            (_rows, _coverage) = (_reading, coverage);
        }
    }
}
