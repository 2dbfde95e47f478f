using CrmEnrichment.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Checks;

/// <summary>The probes of CheckHealth from this machine.</summary>
internal static class LiveCheck
{
    /// <summary>Each probe ends after Health__DeadlineMs, a minute at most.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    /// <param name="checks">Of the functions, whose settings are known.</param>
    /// <param name="time">Now.</param>
    /// <param name="ct">Ends the probes.</param>
    /// <returns>Null where CheckHealth would not start with the settings.</returns>
    public static async Task<IReadOnlyList<ComponentReport>?> OfAsync(IReadOnlyList<FunctionCheck> checks, TimeProvider time, CancellationToken ct)
    {
        // CheckHealth's own settings lead to everything. Another function alone has those of the systems that it uses.
        var known = checks.FirstOrDefault(check => check.Function.Name is FunctionFeatures.CheckHealth) ?? checks[0];
        var check = FunctionCheck.Of(known.Function with { Name = FunctionFeatures.CheckHealth });
        return check.Status is FunctionStatus.Starts ? await RunAsync(known.Function.Settings, time, ct) : null;
    }

    private static async Task<IReadOnlyList<ComponentReport>> RunAsync(IConfiguration settings, TimeProvider time, CancellationToken ct)
    {
        await using var live = LiveServices.Open(settings, time, setup => setup.AddFunction(FunctionFeatures.CheckHealth));
        var checks = await live.GetRequiredService<CheckHealth>().RunAsync(LiveServices.Name, s_longest, ct);
        return [.. checks.Select(ComponentReport.Of)];
    }
}
