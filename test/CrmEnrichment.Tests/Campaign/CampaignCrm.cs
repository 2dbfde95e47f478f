using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>The CRM of a campaign: who is in it, and what can be made to fail there.</summary>
internal abstract class CampaignCrm
{
    public abstract FaultScript Faults { get; }

    /// <summary>What can go wrong there and nowhere else.</summary>
    public virtual IReadOnlyList<FaultKind> Kinds => [];

    public abstract void Put(int customer, string number, int changedIn);

    /// <summary>Under which the CRM itself knows a customer.</summary>
    public abstract string Id(int customer);

    /// <summary>What an agent must see of a customer.</summary>
    public abstract JsonObject Fields(int customer);

    /// <summary>Ends what processes hold, as a rotation or a restart does.</summary>
    public abstract void ChangeCredentials();

    /// <summary>What goes wrong inside the CRM, where no fault on the way shows it.</summary>
    /// <param name="strikes">Whether it does so now; by the fault's name.</param>
    public virtual void Break(Func<string, bool> strikes)
    {
    }

    public virtual void Mend()
    {
    }

    protected static string AccountOf(int customer) => $"ACCT-{customer:0000}";

    protected static string TierOf(int customer) => customer % 2 == 0 ? "Gold" : "Silver";
}
