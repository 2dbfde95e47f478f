using System.Text;
using CrmEnrichment.Diagnostics;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Diagnostics;

/// <summary>Lines are out before the call returns, and each is one write: a write costs a system call and wakes up whoever reads.</summary>
public sealed class StandardOutputTests : IDisposable
{
    private readonly Writes _writes = new();

    [Fact]
    public void A_log_line_with_its_scopes_is_one_write()
    {
        using var provider = new JsonLineLoggerProvider(StandardOutput.LinesTo(_writes), new ManualTime());
        provider.SetScopeProvider(new LoggerExternalScopeProvider());
        var logger = provider.CreateLogger("CrmEnrichment.Customers.Lookups.LookupAudit");
        var text = new string('ü', 2_000);
        using (logger.BeginScope(new Dictionary<string, object?> { ["correlationId"] = $"{Guid.NewGuid()}", ["requestId"] = $"{Guid.NewGuid()}" }))
        {
            logger.LogWarning("{Text}", text);
        }

        var line = _writes.Texts.ShouldHaveSingleItem();
        line.ShouldStartWith("{\"timestamp\"");
        line.ShouldEndWith("}\n");
        line.ShouldContain("requestId");
    }

    [Fact]
    public void The_metrics_of_an_event_are_one_write()
    {
        var metrics = new Metrics(StandardOutput.LinesTo(_writes), new ManualTime(), "EnrichInteraction");
        using (metrics.Gather())
        {
            metrics.Count(MetricNames.Events, "Outcome", "Enriched");
            metrics.Time(MetricNames.SourceLatency, TimeSpan.FromMilliseconds(12), "Source", "crm");
            _writes.Texts.ShouldBeEmpty();
        }

        _writes.Texts.ShouldHaveSingleItem().ShouldEndWith("}\n");
    }

    [Fact]
    public void A_line_longer_than_a_write_is_whole_all_the_same()
    {
        var line = new string('x', 100_000);

        StandardOutput.LinesTo(_writes).WriteLine(line);

        string.Concat(_writes.Texts).ShouldBe(line + "\n");
    }

    public void Dispose() => _writes.Dispose();

    /// <summary>Each write, as the operating system would get it.</summary>
    private sealed class Writes : MemoryStream
    {
        public List<string> Texts { get; } = [];

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => Texts.Add(Encoding.UTF8.GetString(buffer));
    }
}
