using System.CommandLine;
using System.Runtime.CompilerServices;
using CrmEnrichment.Cli.Commands;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Letters;

/// <summary>A look at one of the two queues that changes nothing.</summary>
internal sealed class LookOptions
{
    private readonly Option<bool> _parked = new("--parked") { Description = "look at the parked letters instead" };
    private readonly LetterCommand _command;
    private readonly TimeProvider _time;

    public LookOptions(LetterCommand command, TimeProvider time)
    {
        (_command, _time) = (command, time);
        command.Options.Add(_parked);
    }

    public IDeadLetterQueue Queue(Connection connection, ParseResult parsed) => parsed.GetValue(_parked) ? connection.Parked : connection.Queue;

    /// <summary>Every message that the filter means, with what it holds; released when the enumeration ends, however it does.</summary>
    public async IAsyncEnumerable<(QueuedMessage Message, QueuedLetter? Queued, ListedLetter Listed)> ReadAsync(
        Connection connection, ParseResult parsed, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = _command.Filter(parsed);
        await using var walk = new LetterWalk(Queue(connection, parsed), _time);
        await foreach (var message in walk.ReadAsync(ct))
        {
            var queued = LetterReader.Read(message);
            var now = _time.GetUtcNow();
            if (filter.IsEmpty || queued is QueuedLetter.Enveloped { Letter: var letter } && filter.Matches(letter, now))
            {
                yield return (message, queued, ListedLetter.Of(message, queued, now));
            }
        }

        walk.WarnIfFull();
    }
}
