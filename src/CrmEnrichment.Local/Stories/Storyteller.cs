using System.Globalization;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Lambda;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CrmEnrichment.Local.Stories;

/// <summary>Prints stories: readable at 100 columns, with colour on a terminal and without it in a file.</summary>
/// <param name="heard">Is told of titles and of the end; null where nobody else listens.</param>
internal sealed class Storyteller(IAnsiConsole console, Action<string>? heard = null)
{
    private const int Width = 100;

    /// <summary>Of an unexpected result: its end says why it ended so.</summary>
    private const int LogLines = 8;

    public static Storyteller OnConsole(Action<string>? heard = null)
    {
        var plain = Console.IsOutputRedirected;

        // https://no-color.org: set and not empty.
        var colours = !plain && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });

        // Redirected output has no width of its own, and Spectre would take 80.
        console.Profile.Width = plain ? Width : Math.Min(Width, console.Profile.Width);
        return new Storyteller(console, heard);
    }

    public void Write(IRenderable what) => console.Write(what);

    /// <summary>Verbatim, however wide.</summary>
    public static void Copy(string text) => Console.Out.WriteLine(text);

    public void Title(string title, string? file = null)
    {
        heard?.Invoke(title);
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]{(file is null ? "" : $"  [grey]{Markup.Escape(file)}[/]")}") { Justification = Justify.Left, Style = Style.Parse("grey") });
    }

    public void Conclude(string text, bool isGood)
    {
        heard?.Invoke(text);
        console.Write(new Markup($"[{(isGood ? "green" : "red")}]{Markup.Escape(text)}[/]\n"));
    }

    public void Note(string text) => console.MarkupLine($"[italic]{Markup.Escape(text)}[/]");

    public void Tell(Story story)
    {
        var facts = Events.EventFacts.Of(story.Event.Json);
        var grid = NewGrid();
        Row(grid, "came in", Line(facts.Topic, facts.Dialect, facts.Media, facts.Caller, facts.Interaction));
        Row(grid, "who", story.Customer);
        TellCourse(grid, story);
        console.Write(grid);
    }

    /// <summary>An invocation that is about no event, or that came to nothing.</summary>
    public void TellCall(Story story)
    {
        var grid = NewGrid();
        TellCourse(grid, story);
        console.Write(grid);
    }

    private static void TellCourse(Grid grid, Story story)
    {
        TellAsked(grid, story);
        foreach (var (attempt, i) in story.Invocation.Attempts.Select((a, i) => (a, i)).Where(_ => story.Invocation.Attempts.Count > 1))
        {
            Row(grid, $"attempt {i + 1}", Line(attempt.Succeeded ? "answered" : $"{attempt.ErrorType}", $"request {attempt.RequestId}", Milliseconds(attempt)));
        }

        grid.AddRow(new Markup("[grey]outcome[/]"), Outcome(story));
        foreach (var letter in story.Letters)
        {
            Row(grid, "kept", letter.Line);
        }

        if (story.Invocation.DestinationFailure is { } lost)
        {
            Row(grid, "lost", lost);
        }
    }

    public void TellReplay(Story replay, int left)
    {
        var grid = NewGrid();
        TellAsked(grid, replay);
        Row(grid, "report", Line($"ended by {replay.Outcome}", replay.Answer.Counts));
        Row(grid, "left", $"{left} in the dead-letter queue");
        console.Write(grid);
    }

    public void TellHealth(Story check)
    {
        var grid = NewGrid();
        TellAsked(grid, check);
        foreach (var (i, component) in check.Answer.Components.Index())
        {
            Row(grid, i == 0 ? "health" : "", Line($"{component["name"]} {component["status"]}", $"{component["durationMs"]} ms", component["reason"]?.ToString(), component["message"]?.ToString()));
        }

        console.Write(grid);
    }

    /// <param name="what">What it is called.</param>
    public void TellAnswer(JsonObject answer, string what = "answer")
    {
        var grid = NewGrid();
        Row(grid, what, Members(answer.Where(member => member.Value is not JsonObject)));
        foreach (var (name, members) in answer.Where(member => member.Value is JsonObject))
        {
            Row(grid, name, Members(members!.AsObject()));
        }

        console.Write(grid);
    }

    /// <summary>Why a result may be unexpected: what the invocation said, and the end of its log.</summary>
    public void Explain(string what, string expected, string actual, InvocationResult? cause)
    {
        Title($"not as expected: {what}");
        var grid = NewGrid();
        Row(grid, "expected", expected);
        Row(grid, "actual", actual);
        if (cause is not null)
        {
            Row(grid, "answer", cause.Text);
            Row(grid, "after", Milliseconds(cause));
            foreach (var (i, line) in cause.Log.Lines.TakeLast(LogLines).Index())
            {
                Row(grid, i == 0 ? "log" : "", line);
            }
        }

        console.Write(grid);
        Note("A time-out or a budget that was used up points to a busy machine: run it again. Anything else is a fault: report it with this text.");
    }

    private static string Members(IEnumerable<KeyValuePair<string, JsonNode?>> members) =>
        string.Join("  ", members.Select(member => $"{member.Key}={(member.Value is JsonArray list ? list.ToJsonString() : member.Value?.ToString() ?? "null")}"));

    private static Grid NewGrid() => new Grid().AddColumn(new GridColumn().Width(10).PadLeft(1)).AddColumn();

    private static void TellAsked(Grid grid, Story story)
    {
        var widest = story.Asked.Select(asked => asked.System.Length).DefaultIfEmpty().Max();
        foreach (var (asked, i) in story.Asked.Select((a, i) => (a, i)))
        {
            Row(grid, i == 0 ? "asked" : "", Describe(asked, widest));
        }

        if (story.Written.Count > 0)
        {
            Row(grid, "written", string.Join("  ", story.Written.Select(w => $"{w.Key}={w.Value}")));
        }
    }

    private static void Row(Grid grid, string label, string text) => grid.AddRow(new Markup($"[grey]{label}[/]"), new Text(Masking.Of(text)));

    private static Markup Outcome(Story story)
    {
        var colour = !story.Invocation.Succeeded ? "red" : story.Letters.Count > 0 ? "yellow" : "green";
        var why = story.Answer.Explanation is { } explanation ? $" [grey]({Markup.Escape(Masking.Of(explanation))})[/]" : "";
        return new Markup($"[{colour}]{Markup.Escape(story.Outcome)}[/] after {Milliseconds(story.Invocation.Last)}{why}");
    }

    private static string Describe(Asked asked, int widest) =>
        $"{asked.System.PadRight(widest)} {asked.Status,-3} {asked.Request.Duration?.TotalMilliseconds,3:F0} ms {asked.What}";

    private static string Milliseconds(InvocationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Duration.TotalMilliseconds:F0} ms{(result.InitDuration is { } init ? $" (and {init.TotalMilliseconds:F0} ms to start the process)" : "")}");

    private static string Line(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
