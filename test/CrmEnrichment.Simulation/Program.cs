using CrmEnrichment.Simulation;

return args switch
{
    ["one", var name, .. var options] => await OneScenario.RunAsync(name, options.Contains("--quick", StringComparer.Ordinal)),
    ["run", var commit, var folder, .. var options] => await WholeRun.RunAsync(commit, folder, options.Contains("--quick", StringComparer.Ordinal)),
    ["pictures", var file, var folder] => WholeRun.Draw(file, folder),
    _ => OneScenario.Usage(),
};
