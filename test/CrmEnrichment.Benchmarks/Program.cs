using System.Globalization;
using CrmEnrichment.Benchmarks;

// The same program is all the parties, each in a process of its own; started by hand it compares them.
return args switch
{
    ["upstream", var milliseconds] => await Upstream.RunAsync(TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture))),
    ["bare", var upstream] => await BareLoop.RunAsync(new Uri(upstream)),
    [] when Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { } api => await BareFunction.RunAsync(api),
    [] => await Comparison.RunAsync(new Plan(), new Plan { UpstreamMilliseconds = 5, WarmUp = 500, Rounds = 6, EventsPerRound = 50, ColdStarts = 0 }),
    ["--quick"] => await Comparison.RunAsync(new Plan { WarmUp = 100, Rounds = 3, EventsPerRound = 50, ColdStarts = 2 }),
    ["numbers"] => PhoneNumberCost.Run(),
    ["lookups"] => await LookupCost.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project test/CrmEnrichment.Benchmarks [-- --quick | -- numbers | -- lookups]");
    return 2;
}
