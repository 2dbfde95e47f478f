using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CrmEnrichment.Cli.Output;

/// <summary>The only way to standard output and standard error: whatever a line says, it steers no terminal.</summary>
internal static class Terminal
{
    private const int UsualWidth = 80;
    private const int LeastWidth = 40;

    private static readonly Lazy<IAnsiConsole> s_output = new(() => Open(Console.Out, Console.IsOutputRedirected));

    /// <summary>For what moves while the answer is in the making.</summary>
    public static IAnsiConsole Progress => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>For the lines of a log, which are JSON.</summary>
    public static TextWriter Log => Console.Error;

    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Characters: <c>COLUMNS</c>, else the window's, else 80.</summary>
    public static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= LeastWidth ? columns
        : Console.IsOutputRedirected || Console.WindowWidth < LeastWidth ? UsualWidth
        : Console.WindowWidth;

    /// <summary>A part of the answer, on standard output.</summary>
    /// <exception cref="OutputException">Nobody takes it.</exception>
    public static void Answer(string text) => Output(() => Console.Out.WriteLine(Printable.Lines(text)));

    /// <summary>The same, drawn; texts from outside in it have passed <see cref="Printable"/>.</summary>
    /// <exception cref="OutputException">Nobody takes it.</exception>
    public static void Draw(IRenderable drawing) => Output(() => s_output.Value.Write(drawing));

    /// <summary>An empty screen, where there is one.</summary>
    public static void Clear()
    {
        if (!Console.IsOutputRedirected)
        {
            Output(() => s_output.Value.Clear(home: true));
        }
    }

    /// <summary>What is not the answer, on standard error.</summary>
    public static void Tell(string text) => Error($"{Printable.Lines(text)}\n");

    /// <summary>The same without an end of the line.</summary>
    public static void Ask(string question) => Error(Printable.Line(question));

    private static void Output(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(e);
        }
    }

    private static void Error(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nobody to tell; the exit code says it.
        }
    }

    private static IAnsiConsole Open(TextWriter output, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            // A pipe or a file takes no colours.
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Width;
        return console;
    }
}
