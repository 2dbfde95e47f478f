using CrmEnrichment.Simulation.Scenarios;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Simulation.Product;

/// <summary>The product's settings for a scenario: its defaults, and what template.yaml sets.</summary>
internal static class ProductSettings
{
    public static IConfigurationRoot Of(Scenario scenario)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Genesys:SecretId"] = "genesys",
            ["Crm:Sources:0:Name"] = "crm",
            ["Crm:Sources:0:Kind"] = scenario.Crm is CrmModel.HubSpot ? "HubSpot" : "Rest",
            ["Crm:Sources:0:SecretId"] = "crm",
            ["Customers:AuditSecretId"] = "audit",
            ["DeadLetters:QueueUrl"] = "https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters",
            ["DeadLetters:ParkedQueueUrl"] = "https://sqs.us-east-1.amazonaws.com/123456789012/parked-letters",
            ["State:Table"] = "state",
        };
        if (scenario.Crm is CrmModel.Rest)
        {
            settings["Crm:Sources:0:Url"] = "https://crm.example.com";
        }

        foreach (var (name, value) in scenario.Settings)
        {
            settings[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
