namespace CrmEnrichment.Benchmarks;

/// <summary>How long the upstream waits before each answer, in milliseconds.</summary>
internal sealed record Delays(int Token, int Crm, int Patch)
{
    public static Delays None { get; } = new(0, 0, 0);

    public static Delays Parse(IReadOnlyList<string> texts) => texts.Select(int.Parse).ToList() is [var token, var crm, var patch] ? new(token, crm, patch) : None;
}
