using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>serve as a process, for tests that tell it what to do and read what it prints.</summary>
public abstract class ServeRoom : IAsyncLifetime
{
    private protected static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "CrmEnrichment.Local.exe" : "CrmEnrichment.Local");

    private protected static string[] FreePorts { get; } = ["--aws-port", "0", "--lambda-port", "0", "--genesys-port", "0", "--crm-port", "0", "--http-port", "0", "--twilio-port", "0", "--vicidial-port", "0", "--mail-port", "0", "--live-port", "0"];

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("crm-enrichment-serve-");
    private protected HttpClient Http { get; } = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "local-crm-key") } };
    private protected List<string> Printed { get; } = [];
    private protected Process Serve { get; private set; } = null!;
    private protected Dictionary<string, string> Variables { get; private set; } = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected string EnvironmentFile => Path.Combine(Folder.FullName, "local.env");

    public async ValueTask InitializeAsync() => await StartAsync(console: null);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Serve.Kill();
        Serve.Dispose();
        Http.Dispose();
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected async Task StartAsync(string? console, params string[] options)
    {
        var start = Interruptible.Description(Program, ["serve", .. FreePorts, .. options, "--environment", EnvironmentFile]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = Folder.FullName;
        start.Environment["CRM_ENRICHMENT_CONSOLE"] = console;
        Serve = Process.Start(start)!;
        Printed.Clear();
        await SaysAsync("Each invocation appears here");
        Variables = File.ReadLines(EnvironmentFile).Select(line => line["export ".Length..].Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
    }

    /// <summary>Ctrl+C.</summary>
    private protected async Task EndAsync()
    {
        await Serve.InterruptAsync();
        await Serve.WaitForExitAsync(Cancel);
        Serve.ExitCode.ShouldBe(0);
    }

    private protected async Task<string> TellAsync(string command)
    {
        await Serve.StandardInput.WriteLineAsync(command);
        return await ReadLineAsync();
    }

    private protected async Task<string> ReadLineAsync()
    {
        var line = (await Serve.StandardOutput.ReadLineAsync(Cancel)).ShouldNotBeNull();
        Printed.Add(line);
        return line;
    }

    /// <returns>The line that serve shows of it.</returns>
    private protected async Task<string> InvokeAsync(string sample, Func<string, string>? change = null, string function = "EnrichInteraction")
    {
        var text = SampleEvents.Text(sample);
        using var payload = new StringContent(change is null ? text : change(text));
        using var answer = await Http.PostAsync(new Uri(new Uri(Variables["AWS_ENDPOINT_URL_LAMBDA"]), $"/2015-03-31/functions/{function}/invocations"), payload, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await ReadLineAsync();
    }

    /// <summary>Reads on to a line that begins so.</summary>
    private protected async Task SaysAsync(string words)
    {
        while (!(await ReadLineAsync()).StartsWith(words, StringComparison.Ordinal))
        {
        }
    }

    private protected async Task<HttpStatusCode> AskCrmAsync() => (await AskAsync("Crm__Sources__0__Url", "/customers/CUST-10042")).StatusCode;

    private protected Task<HttpResponseMessage> AskAsync(string variable, string path) => Http.GetAsync(new Uri(new Uri(Variables[variable]), path), Cancel);
}
