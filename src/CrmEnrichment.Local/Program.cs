using System.CommandLine;
using CrmEnrichment.Local.Commands;

var time = TimeProvider.System;
var root = new RootCommand("CrmEnrichment's local cloud. Without a command it plays the sample events and tells what came of each.")
{
    InvokeCommand.Create(time),
    ServeCommand.Create(time),
};
root.SetAction((_, ct) => ShowCommand.RunAsync(time, ct));
return await root.Parse(args).InvokeAsync();
