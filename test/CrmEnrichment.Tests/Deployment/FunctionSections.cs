using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The sections that one function reads, as its own features read them.</summary>
internal sealed class FunctionSections
{
    private readonly List<object> _options;

    private FunctionSections(List<object> options) => _options = options;

    /// <summary>The names of the sections that were read.</summary>
    public IReadOnlySet<string> Names => _options.Select(NameOf).OfType<string>().ToHashSet();

    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong.</exception>
    public static FunctionSections Read(string function, IConfiguration configuration)
    {
        var setup = new FeatureSetup(new ServiceCollection(), configuration).AddDiagnostics(function).AddSql().AddFunction(function);
        setup.Complete();
        return new([.. setup.Services.Where(service => !service.IsKeyedService).Select(service => service.ImplementationInstance).OfType<object>()]);
    }

    /// <summary>What was read of the section; null where the function does not read it.</summary>
    public T? Get<T>()
        where T : class => _options.OfType<T>().SingleOrDefault();

    private static string? NameOf(object options) => options.GetType().GetField("Section") is { IsLiteral: true } field ? (string?)field.GetRawConstantValue() : null;
}
