namespace CrmEnrichment.Tests.StandIns;

/// <summary>Environment variables of this process for one test. Such tests run alone: they carry <c>[Collection(ProcessEnvironment.Alone)]</c>.</summary>
internal sealed class ProcessEnvironment : IDisposable
{
    public const string Alone = "The environment of the process";
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    public ProcessEnvironment Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        return this;
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
