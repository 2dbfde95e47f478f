using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Mail;
using CrmEnrichment.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Checks;

/// <summary>Whether a function would start, found out by what composes it at its start.</summary>
/// <param name="Problems">Each with its key and its fix.</param>
internal sealed record FunctionCheck(CheckedFunction Function, FunctionStatus Status, IReadOnlyCollection<string> Problems)
{
    public static FunctionCheck Of(CheckedFunction function)
    {
        if (!function.IsMeant)
        {
            return new(function, FunctionStatus.NotConfigured, []);
        }

        try
        {
            new FeatureSetup(new ServiceCollection().AddAws(), function.Settings).AddDiagnostics(function.Name).AddSql().AddMail().AddFunction(function.Name).Complete();
            return new(function, FunctionStatus.Starts, []);
        }
        catch (InvalidConfigurationException e)
        {
            return new(function, FunctionStatus.DoesNotStart, e.Problems);
        }
    }
}
