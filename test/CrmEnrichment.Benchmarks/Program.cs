using CrmEnrichment.Benchmarks;

// The same program is all the parties, each in a process of its own; started by hand it compares them.
return args switch
{
    ["upstream"] => await Upstream.RunAsync(),
    ["bare", var upstream] => await BareLoop.RunAsync(new Uri(upstream)),
    [] when Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { } api => await BareFunction.RunAsync(api),
    [] => await Comparison.RunAsync(new Plan()),
    ["--quick"] => await Comparison.RunAsync(new Plan { WarmUp = 100, Rounds = 3, EventsPerRound = 50, ColdStarts = 2 }),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project test/CrmEnrichment.Benchmarks [-- --quick]");
    return 2;
}
