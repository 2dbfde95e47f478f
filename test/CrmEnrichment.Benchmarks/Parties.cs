using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Benchmarks;

/// <summary>Who is measured, against one upstream.</summary>
internal sealed class Parties(UpstreamAddress upstream)
{
    /// <summary>Variables of .NET that change what an event costs.</summary>
    public static readonly (string Name, string Value)
        InlineCompletions = ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
        SmallGenerationZero = ("DOTNET_GCgen0size", "400000"),
        NoPgo = ("DOTNET_TieredPGO", "0");

    public Party Floor => new(
        PartyFigures.Floor,
        new FunctionDefinition { Name = "Floor", Executable = Environment.ProcessPath!, Environment = Variables((BareFunction.UpstreamUrl, upstream.Url.ToString())) },
        FreshEvent.Partner,
        "Enriched");

    public Party NodeFunction => new(
        PartyFigures.NodeFunction,
        new FunctionDefinition
        {
            Name = "Tutorial",
            Executable = Path.Combine(AppContext.BaseDirectory, "node", "bootstrap.mjs"),
            Environment = Variables(
                ("GENESYS_API_URL", upstream.EnrichInteraction["Genesys__ApiUrl"]),
                ("GENESYS_SECRET_ID", upstream.EnrichInteraction["Genesys__SecretId"]),
                ("CRM_API_BASE_URL", upstream.EnrichInteraction["Crm__Sources__0__Url"]),
                ("CRM_API_KEY", "local-crm-key"),
                ("DEAD_LETTER_QUEUE_URL", upstream.EnrichInteraction["DeadLetters__QueueUrl"]),
                ("AWS_ENDPOINT_URL", upstream.Aws.ToString())),
        },
        FreshEvent.Tutorial,
        "Enriched");

    /// <summary>EnrichInteraction with its state in memory and without the cache of customers: the same two calls as the floor.</summary>
    public Party EnrichInteraction(ProductBuild build) =>
        Product(build, "EnrichInteraction", upstream.EnrichInteraction, FreshEvent.Partner, "\"Enriched\"").With(build.Name, ("State__Table", ""), ("Customers__Cache__Enabled", "false"));

    public Party WithTable(ProductBuild build) =>
        EnrichInteraction(build).With($"{build.Name}, table", ("State__Table", upstream.EnrichInteraction["State__Table"]));

    public Party WithCache(ProductBuild build) => EnrichInteraction(build).With(build.Name, ("Customers__Cache__Enabled", "true"));

    public Party LookupCustomer(ProductBuild build, bool cached) =>
        Product(build, "LookupCustomer", upstream.LookupCustomer, FreshEvent.Lookup, "\\\"found\\\"").With(build.Name, ("State__Table", ""), ("Customers__Cache__Enabled", cached ? "true" : "false"));

    private static Party Product(ProductBuild build, string function, IReadOnlyDictionary<string, string> environment, Func<byte[]> next, string answer) =>
        new(build.Name, new FunctionDefinition { Name = function, Executable = build.Executable, Environment = environment }, next, answer);

    private static Dictionary<string, string> Variables(params IEnumerable<(string Name, string Value)> variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
}
