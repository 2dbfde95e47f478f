using System.CommandLine;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Commands;

/// <summary>invoke EnrichInteraction --event events/FILE.json</summary>
internal static class InvokeCommand
{
    public static Command Create(TimeProvider time)
    {
        var function = new Argument<string>("function") { Description = "EnrichInteraction, ReplayDeadLetters, CheckHealth or LookupCustomer" };
        var file = new Option<FileInfo?>("--event", "-e") { Description = "the event's file; an empty object without it" };
        var asItIs = new Option<bool>("--as-is") { Description = "keep the event's own time instead of moving it to now" };
        var command = new Command("invoke", "Play one event and tell what came of it.") { function, file, asItIs };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(function)!, parsed.GetValue(file), parsed.GetValue(asItIs), time, ct));
        return command;
    }

    private static async Task<int> RunAsync(string name, FileInfo? file, bool asItIs, TimeProvider time, CancellationToken ct)
    {
        if (file is { Exists: false })
        {
            await Console.Error.WriteLineAsync($"There is no file {file.FullName}.");
            return 2;
        }

        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { RetryDelays = [] }, time);
        if (cloud.Lambda.Find(name) is not { } function)
        {
            await Console.Error.WriteLineAsync($"There is no function {name}, only {string.Join(", ", cloud.Lambda.Names.Order(StringComparer.Ordinal))}.");
            return 2;
        }

        var sample = file is null ? new SampleEvent("{}", "{}") : SampleEvent.Read(file.FullName);
        var teller = Storyteller.OnConsole();
        teller.Title(name, sample.Name);
        var story = await new Stage(cloud).PlayAsync(function, asItIs ? sample : sample.At(time.GetUtcNow()), ct);
        switch (name)
        {
            case ProductFunctions.EnrichInteraction:
                teller.Tell(story);
                break;
            case ProductFunctions.ReplayDeadLetters when story.Invocation.Succeeded:
                teller.TellReplay(story, cloud.DeadLetters.Bodies.Count);
                break;
            case ProductFunctions.CheckHealth when story.Invocation.Succeeded:
                teller.TellHealth(story);
                break;
            default:
                teller.TellCall(story);
                break;
        }

        teller.Title("answer");
        Storyteller.Copy(story.Invocation.Last.Text);
        teller.Title("log");
        Storyteller.Copy(story.Invocation.Last.Log.ToString());
        return story.Invocation.Succeeded && cloud.UnexpectedRequests.Count == 0 ? 0 : 1;
    }
}
