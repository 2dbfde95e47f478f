using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Commands;

/// <summary>What every command on letters takes: where the queues are, which letters, and how to answer.</summary>
internal sealed class LetterCommand : Command
{
    private readonly TimeProvider _time;
    private readonly FilterOptions _filter;
    private readonly Option<string?> _queueUrl = new("--queue-url") { Description = "the dead-letter queue; else DeadLetters__QueueUrl" };
    private readonly Option<string?> _parkedQueueUrl = new("--parked-queue-url") { Description = "the queue for parked letters; else DeadLetters__ParkedQueueUrl" };
    private readonly Option<bool> _json = new("--json") { Description = "answer with JSON" };
    private readonly Option<FileInfo> _audit = new("--audit")
    {
        Description = "where to record who did what",
        DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl"),
    };

    public LetterCommand(string name, string description, TimeProvider time)
        : base(name, description)
    {
        _time = time;
        _filter = new FilterOptions(time);
        Options.Add(_queueUrl);
        Options.Add(_parkedQueueUrl);
        Options.Add(_json);
    }

    public LetterCommand Filtered()
    {
        _filter.AddTo(this);
        return this;
    }

    public LetterCommand Audited()
    {
        Options.Add(_audit);
        return this;
    }

    public LetterFilter Filter(ParseResult parsed) => _filter.Read(parsed);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="UsageException">What cannot be recorded is not done.</exception>
    public Task<AuditLog> AuditAsync(ParseResult parsed) => AuditLog.OpenAsync(Record(parsed), $"dlq {Name}", _time);

    public RecordFile Record(ParseResult parsed) => new(parsed.GetValue(_audit)!);

    public string RecordPath(ParseResult parsed) => parsed.GetValue(_audit)!.FullName;

    public Connection Connect(ParseResult parsed) => new(Configuration(parsed), _time);

    /// <summary>The functions' own settings: the file that they were built with, over it environment variables, and over these what the command line says.</summary>
    public IConfiguration Configuration(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DeadLetters:QueueUrl"] = parsed.GetValue(_queueUrl),
            ["DeadLetters:ParkedQueueUrl"] = parsed.GetValue(_parkedQueueUrl),
        };
        return new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: false, reloadOnChange: false)
            .AddInMemoryCollection([new("Logging:Level", "Critical")])
            .AddEnvironmentVariables()
            .AddInMemoryCollection(given.Where(setting => setting.Value is not null))
            .Build();
    }
}
