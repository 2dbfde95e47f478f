using System.Globalization;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Twilio;
using CrmEnrichment.Local.Vicidial;

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
    public const string ScreenPop = "ScreenPop";
    public const string ClickToCall = "ClickToCall";
    public const string VicidialCalls = "VicidialCalls";
    public const string SyncDisposition = "SyncDisposition";
    public const string ReconcileVicidial = "ReconcileVicidial";
    public const string ReceiveLeads = "ReceiveLeads";
    public const string InjectLead = "InjectLead";
    public const string UpdateTickets = "UpdateTickets";

    public const string DeadLetterQueue = "crm-enrichment-dead-letters";
    public const string ParkedQueue = "crm-enrichment-parked-letters";
    public const string JournalQueue = "crm-enrichment-journal";
    public const string CallsQueue = "crm-enrichment-calls.fifo";
    public const string LeadsQueue = "crm-enrichment-leads";
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
        string[] ofVicidial = options.Vicidial is null ? [] : [VicidialCalls, SyncDisposition];
        string[] ofBoth = options.Vicidial is null || options.VicidialApi is null ? [] : [ReconcileVicidial];
        string[] ofMail = options.Mail is null ? [] : [UpdateTickets];
        string[] ofScreenPops = options.ScreenPop is null ? [] : [ScreenPop];
        string[] ofCalls = options.Calls is null ? [] : [ClickToCall];
        string[] ofLeads = options.Leads is null ? [] : [ReceiveLeads, InjectLead];
        return [EnrichInteraction, ReplayDeadLetters, CheckHealth, LookupCustomer, .. ofTheJournal, .. ofChanges, .. ofTwilio, .. ofVicidial, .. ofScreenPops, .. ofCalls, .. ofBoth, .. ofLeads, .. ofMail];
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

            foreach (var (name, value) in OfVicidial(function, cloud, options))
            {
                environment[name] = value;
            }

            foreach (var (name, value) in OfVicidialApi(function, cloud, options))
            {
                environment[$"VicidialApi__{name}"] = value;
            }

            foreach (var (name, value) in options.Changes?.Where(_ => function is not (LookupCustomer or ScreenPop or ClickToCall or LogInteraction or WriteJournalEntry or ReconcileJournal or VicidialCalls or SyncDisposition or ReconcileVicidial or ReceiveLeads or InjectLead or UpdateTickets)) ?? [])
            {
                environment[$"Changes__{name}"] = value;
            }

            foreach (var (name, value) in options.Journal?.Where(_ => function is not (LookupCustomer or ScreenPop or ClickToCall or VicidialCalls or ReconcileVicidial or ReceiveLeads or InjectLead or UpdateTickets)) ?? [])
            {
                environment[$"Journal__{name}"] = value;
            }

            foreach (var (name, value) in OfMail(function, cloud, options))
            {
                environment[$"Mail__{name}"] = value;
            }

            foreach (var (name, value) in OfCalls(function, options))
            {
                environment[$"Calls__{name}"] = value;
            }

            foreach (var (name, value) in OfLeads(function, cloud, options))
            {
                environment[$"Leads__{name}"] = value;
            }

            foreach (var (name, value) in options.ScreenPop?.Where(_ => function is ScreenPop) ?? [])
            {
                environment[$"ScreenPop__{name}"] = value;
            }

            var sourceSettings = options.SourceSettings.Select(setting => KeyValuePair.Create($"Crm__Sources__0__{setting.Key}", setting.Value));
            // A setting of a platform alone would make a function that has nothing to do with it ask for the rest.
            var isOfGenesys = environment.ContainsKey("Genesys__SecretId") || options.Environment.ContainsKey("Genesys__SecretId");
            foreach (var (name, value) in RuntimeVariables.Concat(sourceSettings).Concat(options.Environment.Where(variable => isOfGenesys || !variable.Key.StartsWith("Genesys__", StringComparison.Ordinal))))
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
                Timeout = function is ReplayDeadLetters or ReconcileJournal or ReconcileVicidial or UpdateTickets ? options.ReplayTimeout : options.Timeout,
            };
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OfTwilio(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options) =>
        options.Twilio is null || function is LookupCustomer or ScreenPop or ClickToCall or EnrichInteraction or VicidialCalls or SyncDisposition or ReconcileVicidial or ReceiveLeads or InjectLead or UpdateTickets ? [] :
        [
            KeyValuePair.Create("SecretId", TwilioAccount.Secret),
            KeyValuePair.Create("WorkspaceSid", TwilioAccount.Workspace),
            KeyValuePair.Create("ApiUrl", Bare(cloud.Twilio.Url)),
            KeyValuePair.Create("PublicUrl", TwilioAccount.PublicUrl),
            .. options.Twilio,
        ];

    private static IEnumerable<KeyValuePair<string, string>> OfVicidial(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options)
    {
        if (options.Vicidial is null || function is not (VicidialCalls or SyncDisposition or ReconcileVicidial or LogInteraction or WriteJournalEntry or ReplayDeadLetters or CheckHealth))
        {
            yield break;
        }

        yield return new("Vicidial__QueueUrl", new Uri(cloud.AwsUrl, $"{Account.Id}/{CallsQueue}").ToString());
        if (function is VicidialCalls)
        {
            yield return new("Vicidial__SecretId", CallUrlSecret.Id);
        }

        foreach (var (name, value) in options.Vicidial)
        {
            yield return new($"Vicidial__{name}", value);
        }

        foreach (var (name, value) in options.Dispositions)
        {
            yield return new($"Dispositions__{name}", value);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OfVicidialApi(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options) =>
        options.VicidialApi is null || (function is not (CheckHealth or CrmChanged or PollCrmChanges or ClickToCall or ReconcileVicidial or InjectLead or WriteJournalEntry) && !(function is ReplayDeadLetters && options.Leads is not null)) ? [] :
        [
            KeyValuePair.Create("Url", Bare(cloud.Vicidial.Url)),
            KeyValuePair.Create("SecretId", VicidialAccount.Secret),
            .. options.VicidialApi,
        ];

    private static IEnumerable<KeyValuePair<string, string>> OfMail(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options) =>
        options.Mail is null || function is not (UpdateTickets or ReplayDeadLetters or CheckHealth) ? [] :
        cloud.Mail is not { } server ? options.Mail :
        [
            KeyValuePair.Create("Mailboxes__0__Name", MailAccount.Mailbox),
            KeyValuePair.Create("Mailboxes__0__Host", "localhost"),
            KeyValuePair.Create("Mailboxes__0__Port", server.Port.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("Mailboxes__0__AuthoritiesFile", server.AuthorityFile),
            KeyValuePair.Create("Mailboxes__0__SecretId", MailAccount.Secret),
            KeyValuePair.Create("Mailboxes__0__Source", "crm"),
            .. options.Mail,
        ];

    private static IEnumerable<KeyValuePair<string, string>> OfCalls(string function, EmbeddedCloudOptions options) =>
        options.Calls is null || function is not (CheckHealth or ClickToCall) ? [] : [KeyValuePair.Create("KeysSecretId", CallKeys.Id), .. options.Calls];

    private static IEnumerable<KeyValuePair<string, string>> OfLeads(string function, EmbeddedCloud cloud, EmbeddedCloudOptions options) =>
        options.Leads is null || function is not (CheckHealth or ReplayDeadLetters or ReceiveLeads or InjectLead) ? [] :
        [
            KeyValuePair.Create("QueueUrl", new Uri(cloud.AwsUrl, $"{Account.Id}/{LeadsQueue}").ToString()),
            KeyValuePair.Create("KeysSecretId", LeadKeys.Id),
            .. options.Leads,
        ];

    /// <summary>The configuration names that the product documents, for each function those of the sections that it reads. Only the replay parks.</summary>
    public static Dictionary<string, string> Environment(string function, Uri aws, Uri genesys, Uri crm, bool withJournal)
    {
        var environment = Environment(aws, crm);
        if (function is VicidialCalls or ReconcileVicidial or ReceiveLeads)
        {
            return environment;
        }

        if (function is ClickToCall)
        {
            environment["Calls__KeysSecretId"] = CallKeys.Id;
            return environment;
        }

        if (function is LookupCustomer)
        {
            LookupSecrets.NameIn(environment);
            return environment;
        }

        if (function is ScreenPop)
        {
            environment["ScreenPop__KeysSecretId"] = ScreenPopSecrets.Keys;
            return environment;
        }

        if (function is not (TwilioEvents or SyncDisposition or InjectLead or UpdateTickets))
        {
            environment["Genesys__ApiUrl"] = environment["Genesys__LoginUrl"] = Bare(genesys);
            environment["Genesys__SecretId"] = GenesysSecret;
            environment["Genesys__AttributePrefix"] = "crm.";
            environment["Genesys__MaxEventAge"] = TimeSpan.FromHours(1).ToString("c", CultureInfo.InvariantCulture);
        }

        if (withJournal && function is not (InjectLead or UpdateTickets))
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
