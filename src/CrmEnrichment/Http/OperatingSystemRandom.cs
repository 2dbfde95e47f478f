using System.Security.Cryptography;

namespace CrmEnrichment.Http;

/// <summary>Random numbers from the operating system: safe for threads, and new in each environment.</summary>
/// <remarks>
/// A <see cref="Random"/> keeps its state in memory, so that all environments restored from one SnapStart snapshot would wait the same
/// "random" time and call at the same moment.
/// </remarks>
public sealed class OperatingSystemRandom : Random
{
    public override double NextDouble() => Sample();

    // 53 bits, as many as a double between 0 and 1 holds.
    protected override double Sample()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}
