using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The same caller, known to a CRM of every kind: one customer is made of them.</summary>
internal sealed class EveryKind(SampleEvent sample) : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("the same caller, and CRMs of every kind", sample.Name);
        await stage.Cloud.AddEveryKindAsync();
        stage.Cloud.ForgetCustomers();
        var story = await stage.PlayAsync(stage.Cloud.EnrichInteraction, sample, ct);
        teller.Tell(story);
        yield return new Check("every kind", "Enriched", story.Outcome, story.Invocation.Last);
        yield return new Check("every kind: the CRM's loyalty tier", "Platinum", Of("crm.loyaltyTier"), story.Invocation.Last);
        yield return new Check("every kind: HubSpot's name, company and deal", "Dana Example, Example Ltd, Renewal", $"{Of("crm.name")}, {Of("crm.company")}, {Of("crm.dealName")}", story.Invocation.Last);
        yield return new Check("every kind: Vtiger's challenge, login, search and account", "4", $"{story.Asked.Count(asked => asked.System is "vtiger")}", story.Invocation.Last);
        yield return new Check("every kind: the payment API's method", "direct debit", Of("crm.paymentMethod"), story.Invocation.Last);

        string Of(string attribute) => story.Written.GetValueOrDefault(attribute) ?? "nothing";
    }
}
