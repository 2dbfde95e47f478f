using System.Text.Json;
using CrmEnrichment.Simulation.Report;
using CrmEnrichment.Simulation.Scenarios;

namespace CrmEnrichment.Simulation;

/// <summary>One scenario in this process; its result goes to standard output as JSON.</summary>
internal static class OneScenario
{
    public static async Task<int> RunAsync(string name, bool quick)
    {
        if (AllScenarios.Of(quick).FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.Ordinal)) is not { } scenario)
        {
            await Console.Error.WriteLineAsync($"There is no scenario '{name}'. There are: {string.Join(", ", AllScenarios.Of(quick).Select(one => one.Name))}.");
            return 2;
        }

        var result = await new ScenarioRun(scenario, Facts.Read()).RunAsync();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, ResultJson.Default.Result));
        return 0;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("Usage: one NAME [--quick] | run COMMIT FOLDER [--quick] | pictures RUN.json FOLDER");
        return 2;
    }
}
