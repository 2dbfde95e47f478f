using System.CommandLine;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Commands;

if (!File.Exists(ProductFunctions.Executable))
{
    await Console.Error.WriteLineAsync($"There is no functions' program {ProductFunctions.Executable}. Correct or remove {ProductFunctions.ExecutableVariable}, or build again.");
    return 2;
}

var time = TimeProvider.System;
var watch = new Option<bool>("--watch") { Description = "play it when a browser has opened the console's live view, and keep it there until Ctrl+C" };
var root = new RootCommand("CrmEnrichment's local cloud. Without a command it plays the sample events and tells what came of each.")
{
    watch,
    InvokeCommand.Create(time),
    ServeCommand.Create(time),
};
root.SetAction((parsed, ct) => ShowCommand.RunAsync(parsed.GetValue(watch), time, ct));
return await root.Parse(args).InvokeAsync();
