using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <param name="Weight">How often it comes, beside the others at the same boundary.</param>
internal sealed record FaultKind(string Name, Fault Fault, double Weight = 1)
{
    /// <summary>What can go wrong at a boundary. Hangs cost a time-out each and are rarer.</summary>
    public static IReadOnlyList<FaultKind> At(Boundary boundary, Fault hang) => boundary switch
    {
        Boundary.Crm or Boundary.Genesys or Boundary.Login =>
        [
            new("429", Fault.Answer(429)),
            new("429, later", Fault.Answer(429, "", ("Retry-After", "1")), 0.2),
            .. Common,
            new("hang", hang, 0.3),
            .. boundary is Boundary.Login ? Array.Empty<FaultKind>() : [new("401", Fault.Answer(401), 0.1)],
            // Permanent, each: such letters wait for a person.
            .. boundary is Boundary.Genesys ? new FaultKind[] { new("400", Fault.Answer(400), 0.4), new("403", Fault.Answer(403), 0.4) } : [],
        ],
        _ =>
        [
            new("throttled", Fault.Answer(400, """{"__type":"com.amazonaws#ThrottlingException","message":"Rate exceeded"}""")),
            .. Common,
            // The SDK's time-out is two seconds and not ours to configure.
            new("hang", hang, 0.05),
        ],
    };

    private static FaultKind[] Common =>
    [
        new("500", Fault.Answer(500)),
        new("503", Fault.Answer(503)),
        new("reset", Fault.ConnectionReset),
        new("half a body", Fault.HalfABody),
        new("garbage", Fault.GarbageBody),
    ];
}
