using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;

namespace CrmEnrichment.Calls;

/// <summary>What an agent's telephone is to do.</summary>
internal abstract record CallOrder
{
    private CallOrder()
    {
    }

    /// <summary>Such as <c>dial</c>, for the audit.</summary>
    public string Name => GetType().Name.ToLowerInvariant();

    /// <param name="Number">Whom to call.</param>
    /// <param name="LeadId">VICIdial's lead, whose number counts then; null: VICIdial looks for one.</param>
    /// <param name="Preview">Whether the agent sees the lead first.</param>
    internal sealed record Dial(PhoneNumber Number, string? LeadId, bool Preview) : CallOrder
    {
        public override string ToString() => Name;
    }

    internal sealed record Pause : CallOrder;

    internal sealed record Resume : CallOrder;

    internal sealed record HangUp : CallOrder;

    internal sealed record Disposition(DispositionRequest Request) : CallOrder
    {
        public override string ToString() => Name;
    }

    internal sealed record Transfer(TransferRequest Request) : CallOrder
    {
        public override string ToString() => Name;
    }

    internal sealed record Record(bool Starts, string? Suffix) : CallOrder;

    internal sealed record Fields(IReadOnlyDictionary<string, string> Values) : CallOrder
    {
        public override string ToString() => Name;
    }
}
