using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Crm;

/// <summary>A CRM of a kind of its own, which can stand in the place of the plain one.</summary>
public interface IPretendSource : IAsyncDisposable
{
    /// <summary>As <c>Crm__Sources__0__Kind</c> has it.</summary>
    string Kind { get; }

    Uri Url { get; }

    RequestLog Requests { get; }

    FaultScript Faults { get; }

    /// <summary>What the source's secret holds.</summary>
    string Secret { get; }
}
