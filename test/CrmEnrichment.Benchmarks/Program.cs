using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CrmEnrichment.Benchmarks;

// The same program is the upstream and the floor, each in a process of its own. eng/bench starts it to measure.
return args switch
{
    ["upstream", .. var delays] => await new Upstream(Delays.Parse(delays)).RunAsync(),
    [] when Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { } api => await BareFunction.RunAsync(api),
    ["numbers"] => PhoneNumberCost.Run(),
    ["lookups"] => await LookupCost.RunAsync(),
    ["journal"] => await JournalLatency.RunAsync(),
    ["webhooks"] => await WebhookLoad.RunAsync(),
    ["screenpop"] => await ScreenPopLatency.RunAsync(),
    ["mail"] => await MailLoad.RunAsync(),
    ["pure"] => RunPure(),
    _ => await BenchCommand.Create().Parse(args).InvokeAsync(),
};

static int RunPure()
{
    // In this process: a generated project would not know our build's settings.
    var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine("artifacts", "bench", "pure"));
    return BenchmarkRunner.Run<PureBenchmarks>(config).HasCriticalValidationErrors ? 1 : 0;
}
