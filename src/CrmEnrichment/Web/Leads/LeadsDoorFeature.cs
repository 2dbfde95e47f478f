using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Senders;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Leads;
using CrmEnrichment.State;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Leads;

public static class LeadsDoorFeature
{
    /// <summary>The door for leads. The kinds of CRMs have to be known.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="source">The source whose records are meant where the path names none.</param>
    public static FeatureSetup AddLeadsDoor(this FeatureSetup setup, string source) => setup.AddWarmUp().Once(nameof(AddLeadsDoor), () =>
    {
        var options = setup.LeadsSection();
        if (options.QueueUrl is null)
        {
            setup.Problem("Leads__QueueUrl is not set: set the URL of the SQS queue that triggers InjectLead.");
        }

        if (options.KeysSecretId.Length == 0 && options.Senders.Count == 0)
        {
            setup.Problem("Leads__KeysSecretId is not set, and Leads__Senders neither: every request would be refused; set at least one.");
        }

        var numbers = new LeadNumbers(setup.Section(CustomersOptions.Section, CustomersOptions.Read).DefaultRegion);
        var sources = setup.CrmSection().Sources.Select(one => one.Name).ToList();
        setup.Section(StateOptions.Section, StateOptions.Read);
        var callers = new CallerOptions { KeysSecretId = options.KeysSecretId, RequestsPerMinute = options.RequestsPerMinute };
        setup.Services
            .AddSingleton(provider => new LeadsDoor(
                options,
                source,
                sources,
                new CallerAuthentication(callers, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CallerAuthentication>>()),
                new RequestRate(provider.GetRequiredService<IStateStore>(), callers, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RequestRate>>()),
                [.. options.Senders.Select(sender => new NoticeSender(sender, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LeadsDoor>>()))],
                new LeadRequest(new LeadReader(options, numbers)),
                provider.GetRequiredKeyedService<IWorkQueue>(LeadQueue.Key),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<LeadsDoor>>()))
            .AddSingleton(provider => new WarmUpStep("senders of leads", WarmUpKind.Connections, provider.GetRequiredService<LeadsDoor>().ConnectAsync));
    });
}
