using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Tests;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>The event of a call as Genesys Cloud publishes it.</summary>
internal sealed class PartnerEventOf(Dice dice)
{
    public string Write(string conversation, string number, DateTimeOffset at) =>
        PartnerEvent.Write(conversation, "customer.start", $"{conversation[..8]}-0000-4000-9000-000000000000", at, number, NewId);

    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        dice.Random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
