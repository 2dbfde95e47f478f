using System.CommandLine;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Commands;

if (!File.Exists(ProductFunctions.Executable))
{
    await Console.Error.WriteLineAsync($"There is no functions' program {ProductFunctions.Executable}. Correct or remove {ProductFunctions.ExecutableVariable}, or build again.");
    return 2;
}

var time = TimeProvider.System;
var root = new RootCommand("CrmEnrichment's local cloud. Without a command it plays the sample events and tells what came of each.")
{
    InvokeCommand.Create(time),
    ServeCommand.Create(time),
};
root.SetAction((_, ct) => ShowCommand.RunAsync(time, ct));
return await root.Parse(args).InvokeAsync();
