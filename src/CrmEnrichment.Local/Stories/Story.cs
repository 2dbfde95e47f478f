using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>What one invocation did, told from what every system around it saw.</summary>
internal sealed record Story(SampleEvent Event, EventOutcome Invocation, IReadOnlyList<Asked> Asked, IReadOnlyList<Letter> Letters)
{
    private readonly WrittenContext _context = new(Asked.Select(asked => asked.Request));

    /// <summary>Of the last attempt.</summary>
    public Answer Answer { get; } = new(Invocation.Last);

    public string Outcome => Answer.Outcome;

    /// <summary>What Genesys took: participant attributes, or the tutorial's context.</summary>
    public IReadOnlyDictionary<string, string> Written => _context.Members;

    /// <summary>Who it is, as far as the interaction now says.</summary>
    public string Customer => _context.Customer;
}
