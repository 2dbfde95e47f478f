using System.Text;
using CrmEnrichment.Simulation.Aws;

namespace CrmEnrichment.Simulation.Product;

/// <summary>Counts what goes to CloudWatch and keeps nothing.</summary>
internal sealed class LogBytes(Usage usage) : TextWriter
{
    /// <summary>CloudWatch adds so much to each line.</summary>
    private const int OfEachLine = 26;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => usage.LogBytes++;

    public override void WriteLine(string? value) => usage.LogBytes += Encoding.UTF8.GetByteCount(value ?? "") + OfEachLine;
}
