using System.CommandLine;
using CrmEnrichment.Cli.Commands;

namespace CrmEnrichment.Cli.Letters;

/// <summary>A look at one of the two queues that changes nothing.</summary>
internal sealed class LookOptions
{
    private readonly Option<bool> _parked = new("--parked") { Description = "look at the parked letters instead" };
    private readonly TimeProvider _time;

    public LookOptions(LetterCommand command, TimeProvider time)
    {
        _time = time;
        command.Options.Add(_parked);
    }

    public QueueLook Open(Connection connection, ParseResult parsed) => new(parsed.GetValue(_parked) ? connection.Parked : connection.Queue, _time);
}
