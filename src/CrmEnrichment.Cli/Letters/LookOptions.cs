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

    /// <remarks>No schedule looks at parked letters, so that they all need a person.</remarks>
    public QueueLook Open(Connection connection, ParseResult parsed) => parsed.GetValue(_parked)
        ? new(connection.Parked, healing: null, _time)
        : new(connection.Queue, connection.Healing, _time);
}
