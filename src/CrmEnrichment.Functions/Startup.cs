using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Functions;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Mail;
using CrmEnrichment.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaGlobalProperties(GenerateMain = true)]
[assembly: LambdaSerializer(typeof(EventSerializer))]

namespace CrmEnrichment.Functions;

/// <summary>The composition root of every function. Each takes only the features that it uses, and so needs only their settings.</summary>
[LambdaStartup]
public sealed class Startup
{
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The generated entry point calls it on an instance.")]
    public void ConfigureServices(IServiceCollection services)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: false, reloadOnChange: false)
            .AddEnvironmentVariables()
            .Build();
        try
        {
            services.AddAws();
            var setup = new FeatureSetup(services, configuration).AddDiagnostics(FunctionName).AddSql().AddMail().AddFunction(configuration["ANNOTATIONS_HANDLER"]);
            services.AddSingleton(PayloadRehearsal.Step).AddSingleton<QueueBatch>();
            setup.Complete();
        }
        catch (InvalidConfigurationException e)
        {
            InitError.Report(e);
            throw;
        }
    }

    private static string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME") ?? "CrmEnrichment.Functions";
}
