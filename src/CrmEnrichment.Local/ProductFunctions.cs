using System.Globalization;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Twilio;

namespace CrmEnrichment.Local;

/// <summary>The product's functions as the embedded cloud deploys them: names, configuration, and where the program is.</summary>
internal static class ProductFunctions
{
    public const string EnrichInteraction = "EnrichInteraction";
    public const string ReplayDeadLetters = "ReplayDeadLetters";
    public const string CheckHealth = "CheckHealth";
    public const string LookupCustomer = "LookupCustomer";
    public const string LogInteraction = "LogInteraction";
    public const string WriteJournalEntry = "WriteJournalEntry";
    public const string ReconcileJournal = "ReconcileJournal";
    public const string CrmChanged = "CrmChanged";
    public const string PollCrmChanges = "PollCrmChanges";
    public const string TwilioEvents = "TwilioEvents";

    public const string DeadLetterQueue = "crm-enrichment-dead-letters";
    public const string ParkedQueue = "crm-enrichment-parked-letters";
    public const string JournalQueue = "crm-enrichment-journal";
    public const string StateTable = "crm-enrichment-state";
    public const string GenesysSecret = "crm-enrichment/genesys";
    public const string CrmSecret = "crm-enrichment/crm";

    /// <summary>The variable that names another program than <see cref="Built"/>, such as the one that eng/package makes.</summary>
    public const string ExecutableVariable = "CRM_ENRICHMENT_FUNCTIONS";

    /// <summary>The program that every function runs, as a full path.</summary>
    public static string Executable { get; } = System.Environment.GetEnvironmentVariable(ExecutableVariable) is { Length: > 0 } named ? Path.GetFullPath(named) : Built;

    /// <summary>The build puts it beside the local cloud (see CrmEnrichment.Local.csproj).</summary>
    private static string Built => Path.Combine(
        AppContext.BaseDirectory, "functions", OperatingSystem.IsWindows() ? "CrmEnrichment.Functions.exe" : "CrmEnrichment.Functions");

    /// <summary>What the template sets for .NET.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeVariables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_GCgen0size"] = "400000",
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
    };

    /// <summary>Those that the options ask for.</summary>
    public static IEnumerable<string> Deployed(EmbeddedCloudOptions options)
    {
        string[] ofTheJournal = options.Journal is null ? [] : [LogInteraction, WriteJournalEntry, ReconcileJournal];
        string[] ofChanges = options.Changes is null ? [] : [CrmChanged, PollCrmChanges];
        string[] ofTwilio = options.Twilio is null ? [] : [TwilioEvents];
        return [EnrichInteraction, ReplayDeadLetters, CheckHealth, LookupCustomer, .. ofTheJournal, .. ofChanges, .. ofTwilio];
    }

    public static IEnumerable<FunctionDefinition> Define(EmbeddedCloud cloud, EmbeddedCloudOptions options)
    {
        foreach (var function in Deployed(options))
        {
            var environment = Environment(function, cloud.AwsUrl, cloud.Genesys.Url, cloud.Crm.Url, options.Journal is not null);
            foreach (var (name, value) in OfTwilio(function, cloud, options))
            {
                environment[$"Twilio__{name}"] = value;
            }

            foreach (var (name, value) in options.Changes?.Where(_ => function is not (LookupCustomer or LogInteraction or WriteJournalEntry or ReconcileJournal)) ?? [])
            {
                environment[$"Changes__{name}"] = value;
            }

            foreach (var (name, value) in options.Journal?.Where(_ => function is not LookupCustomer) ?? [])
            {
                environment[$"Journal__{name}"] = value;
            }

            var sourceSettings = options.SourceSettings.Select(setting => KeyValuePair.Create($"Crm__Sources__0__{setting.Key}", setting.Value));
            foreach (var (name, value) in RuntimeVariables.Concat(sourceSettings).Concat(options.Environment))
            {
                environment[name] = value;
            }

            yield return new FunctionDefinition
            {
                Name = function,
                Executable = options.Executable,
                Environment = environment,
                OnFailure = cloud.DeadLetters,
                RetryDelays = options.RetryDelays,
                Timeout = function is ReplayDeadLetters or ReconcileJournal ? options.ReplayTimeout : options.Timeout,
            };
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OfTwilio(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options) =>
        options.Twilio is null || function is LookupCustomer or EnrichInteraction ? [] :
        [
            KeyValuePair.Create("SecretId", TwilioAccount.Secret),
            KeyValuePair.Create("WorkspaceSid", TwilioAccount.Workspace),
            KeyValuePair.Create("ApiUrl", Bare(cloud.Twilio.Url)),
            KeyValuePair.Create("PublicUrl", TwilioAccount.PublicUrl),
            .. options.Twilio,
        ];

    /// <summary>The configuration names that the product documents, for each function those of the sections that it reads. Only the replay parks.</summary>
    public static Dictionary<string, string> Environment(string function, Uri aws, Uri genesys, Uri crm, bool withJournal)
    {
        var environment = Environment(aws, crm);
        if (function is LookupCustomer)
        {
            LookupSecrets.NameIn(environment);
            return environment;
        }

        if (function is not TwilioEvents)
        {
            environment["Genesys__ApiUrl"] = environment["Genesys__LoginUrl"] = Bare(genesys);
            environment["Genesys__SecretId"] = GenesysSecret;
            environment["Genesys__AttributePrefix"] = "crm.";
            environment["Genesys__MaxEventAge"] = TimeSpan.FromHours(1).ToString("c", CultureInfo.InvariantCulture);
        }

        if (withJournal)
        {
            environment["Journal__QueueUrl"] = new Uri(aws, $"{Account.Id}/{JournalQueue}").ToString();
            environment["Journal__Crms__0"] = "crm";
        }

        if (function is CrmChanged or PollCrmChanges)
        {
            return environment;
        }

        environment["DeadLetters__QueueUrl"] = new Uri(aws, $"{Account.Id}/{DeadLetterQueue}").ToString();
        if (function is ReplayDeadLetters)
        {
            environment["DeadLetters__ParkedQueueUrl"] = new Uri(aws, $"{Account.Id}/{ParkedQueue}").ToString();
        }

        return environment;
    }

    private static Dictionary<string, string> Environment(Uri aws, Uri crm) => new(StringComparer.Ordinal)
    {
        ["Crm__Sources__0__Name"] = "crm",
        ["Crm__Sources__0__Kind"] = "Rest",
        ["Crm__Sources__0__Url"] = Bare(crm),
        ["Crm__Sources__0__SecretId"] = CrmSecret,
        ["Crm__Sources__0__TimeoutMs"] = "2000",
        ["Crm__Sources__0__Priority"] = "1",
        ["Customers__DefaultRegion"] = "US",
        ["Customers__AuditSecretId"] = LookupSecrets.Audit,
        ["State__Table"] = StateTable,
        ["AWS_ENDPOINT_URL_SQS"] = Bare(aws),
        ["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = Bare(aws),
        ["AWS_ENDPOINT_URL_DYNAMODB"] = Bare(aws),
    };

    private static string Bare(Uri url) => url.ToString().TrimEnd('/');
}
