using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Crm.HttpAttributes;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.DynamoDb;
using CrmEnrichment.Local.Genesys;
using CrmEnrichment.Local.Http;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Lambda.EventSources;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.SecretsManager;
using CrmEnrichment.Local.Sqs;
using CrmEnrichment.Local.Twilio;
using CrmEnrichment.Local.Vicidial;

namespace CrmEnrichment.Local;

/// <summary>
/// The cloud on one machine: SQS, Secrets Manager and DynamoDB behind one address, Lambda with real processes, and a pretend Genesys and CRM.
/// The product's functions are deployed with everything they need; no process starts before the first invocation.
/// </summary>
public sealed class EmbeddedCloud : IAsyncDisposable
{
    private readonly List<(string Name, IPretendSource Source)> _sources = [];
    private readonly EmbeddedCloudOptions _options;
    private readonly TimeProvider _time;
    private PretendSystem? _aws;
    private PretendSystem? _lambda;

    private EmbeddedCloud(EmbeddedCloudOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Queues = new Queues(time);
        Secrets = new Secrets(time);
        Tables = new Tables(time);
        Lambda = new Functions(time);
    }

    /// <summary>SQS, Secrets Manager and DynamoDB.</summary>
    public Uri AwsUrl => _aws!.Url;

    /// <summary>Lambda's Invoke API.</summary>
    public Uri LambdaUrl => _lambda!.Url;

    /// <summary>Every call to SQS, Secrets Manager and DynamoDB; see <see cref="RecordedRequest.Operation"/>.</summary>
    public RequestLog AwsRequests => _aws!.Requests;

    public FaultScript AwsFaults => _aws!.Faults;

    public Queues Queues { get; }

    public Secrets Secrets { get; }

    public Tables Tables { get; }

    public Functions Lambda { get; }

    public PretendGenesys Genesys { get; private set; } = null!;

    public PretendTwilio Twilio { get; private set; } = null!;

    public PretendVicidial Vicidial { get; private set; } = null!;

    public PretendCrm Crm { get; private set; } = null!;

    /// <summary>The mail server with the mailbox that <see cref="UpdateTickets"/> reads; null where none is read, or one of the caller's.</summary>
    public PretendMailServer? Mail { get; private set; }

    /// <summary>The HTTP API in front of <see cref="LookupCustomer"/>, <see cref="CrmChanged"/>, <see cref="TwilioEvents"/>, <see cref="ScreenPop"/>, <see cref="ClickToCall"/> and <see cref="ReceiveLeads"/>.</summary>
    public HttpFront Http { get; private set; } = null!;

    public Queue DeadLetters => Queues[ProductFunctions.DeadLetterQueue];

    /// <summary>Which interactions' entries are to be looked at, where a journal is kept.</summary>
    public Queue JournalWork => Queues[ProductFunctions.JournalQueue];

    public Function LogInteraction => Lambda[ProductFunctions.LogInteraction];

    public Function WriteJournalEntry => Lambda[ProductFunctions.WriteJournalEntry];

    public Function ReconcileJournal => Lambda[ProductFunctions.ReconcileJournal];

    public Function CrmChanged => Lambda[ProductFunctions.CrmChanged];

    public Function PollCrmChanges => Lambda[ProductFunctions.PollCrmChanges];

    public Queue Parked => Queues[ProductFunctions.ParkedQueue];

    public Table State => Tables[ProductFunctions.StateTable];

    public Function EnrichInteraction => Lambda[ProductFunctions.EnrichInteraction];

    public Function ReplayDeadLetters => Lambda[ProductFunctions.ReplayDeadLetters];

    public Function CheckHealth => Lambda[ProductFunctions.CheckHealth];

    public Function LookupCustomer => Lambda[ProductFunctions.LookupCustomer];

    public Function TwilioEvents => Lambda[ProductFunctions.TwilioEvents];

    public Function ScreenPop => Lambda[ProductFunctions.ScreenPop];

    public Function ClickToCall => Lambda[ProductFunctions.ClickToCall];

    /// <summary>Calls of VICIdial on their way into the CRM, where VICIdial is.</summary>
    public Queue Calls => Queues[ProductFunctions.CallsQueue];

    public Function VicidialCalls => Lambda[ProductFunctions.VicidialCalls];

    public Function SyncDisposition => Lambda[ProductFunctions.SyncDisposition];

    public Function ReconcileVicidial => Lambda[ProductFunctions.ReconcileVicidial];

    /// <summary>Records of the CRM on their way into VICIdial, where there are leads.</summary>
    public Queue LeadWork => Queues[ProductFunctions.LeadsQueue];

    public Function ReceiveLeads => Lambda[ProductFunctions.ReceiveLeads];

    public Function InjectLead => Lambda[ProductFunctions.InjectLead];

    public Function UpdateTickets => Lambda[ProductFunctions.UpdateTickets];

    /// <summary>What anybody asked of anybody that was not planned for.</summary>
    public IReadOnlyList<RecordedRequest> UnexpectedRequests =>
        [.. AwsRequests.Unexpected, .. Genesys.Requests.Unexpected, .. Twilio.Requests.Unexpected, .. Vicidial.Requests.Unexpected, .. Crm.Requests.Unexpected, .. Mail?.Requests.Unexpected ?? [], .. _sources.SelectMany(source => source.Source.Requests.Unexpected)];

    public static async Task<EmbeddedCloud> StartAsync(EmbeddedCloudOptions? options = null, TimeProvider? time = null)
    {
        options ??= new EmbeddedCloudOptions();
        time ??= TimeProvider.System;
        var cloud = new EmbeddedCloud(options, time);
        var aws = new AwsEndpoint([new SqsProtocol(cloud.Queues), new SecretsManagerProtocol(cloud.Secrets), new DynamoDbProtocol(cloud.Tables)]);
        cloud._aws = await PretendSystem.StartAsync(options.Address, options.AwsPort, time, aws.AnswerAsync);
        cloud._lambda = await PretendSystem.StartAsync(options.Address, options.LambdaPort, time, new InvokeApi(cloud.Lambda).AnswerAsync);
        cloud.Genesys = await PretendGenesys.StartAsync(options.Address, options.GenesysPort, time);
        cloud.Twilio = await PretendTwilio.StartAsync(options.Address, options.TwilioPort, time);
        cloud.Vicidial = await PretendVicidial.StartAsync(options.Address, options.VicidialPort, time);
        cloud.Crm = await PretendCrm.StartAsync(options.Address, options.CrmPort, time);
        cloud.Mail = await MailAccount.StartAsync(options, time);
        cloud.Http = await HttpFront.StartAsync(options.Address, options.HttpPort, time, path => HttpRoutes.FunctionBehind(path, options) is { } function ? cloud.Lambda[function] : null);
        cloud.Http.Keep(options.KeptRequests);
        cloud.Genesys.Conversations.Most = options.KeptRequests;
        foreach (var log in new[] { cloud.AwsRequests, cloud._lambda.Requests, cloud.Genesys.Requests, cloud.Twilio.Requests, cloud.Vicidial.Requests, cloud.Crm.Requests })
        {
            log.Most = options.KeptRequests;
        }

        await cloud.DeployAsync();
        return cloud;
    }

    /// <summary>Gives Genesys new client credentials, and the secret with them.</summary>
    public void RotateGenesysClient(string id, string secret)
    {
        Genesys.Client = (id, secret);
        Secrets.Set(ProductFunctions.GenesysSecret, new JsonObject { ["client_id"] = id, ["client_secret"] = secret }.ToJsonString());
    }

    /// <summary>Gives the CRM a new key, and the secret with it.</summary>
    public void RotateCrmKey(string key)
    {
        Crm.ApiKey = key;
        Secrets.Set(ProductFunctions.CrmSecret, new JsonObject { ["api_key"] = key }.ToJsonString());
    }

    /// <summary>The sources beside the plain CRM, as logs and metrics call them; in the order in which they were added.</summary>
    public IReadOnlyList<(string Name, IPretendSource Source)> Sources => _sources;

    /// <summary>Puts a CRM of another kind in the place of the plain one, for all functions.</summary>
    public Task UseAsync(IPretendSource source)
    {
        _sources.Add(("crm", source));
        return ConfigureAsync(0, source, []);
    }

    /// <summary>Adds a source beside those that are there, for all functions.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="settings">Its further settings, without <c>Crm__Sources__N__</c>.</param>
    public Task AddAsync(IPretendSource source, string name, params IReadOnlyList<(string Name, string Value)> settings)
    {
        _sources.Add((name, source));
        return ConfigureAsync(_sources.Count, source, [("Name", name), .. settings]);
    }

    /// <summary>Adds a pretend one of every other kind, all of whom know the customer of the sample events.</summary>
    public async Task AddEveryKindAsync()
    {
        var hubSpot = await PretendHubSpot.StartAsync(_options.Address, 0, _time);
        SampleContacts.PutInto(hubSpot);
        await AddAsync(hubSpot, "hubspot", ("Priority", "2"));
        var salesforce = await PretendSalesforce.StartAsync(_options.Address, 0, _time);
        SampleRecords.PutInto(salesforce);
        await AddAsync(salesforce, "salesforce", ("Priority", "3"));
        var vtiger = await PretendVtiger.StartAsync(_options.Address, 0, _time);
        SampleCallers.PutInto(vtiger);
        await AddAsync(vtiger, "vtiger", ("Priority", "4"));
        var apis = await PretendAttributeApis.StartAsync(_options.Address, 0, _time);
        SampleAttributes.PutInto(apis, _time);
        await AddAsync(apis, "payments", ("Http__Api", PretendAttributeApis.Payments), ("Http__CustomerIdField", "crmAccountId"));
        await AddAsync(apis, "appointments", ("Http__Api", PretendAttributeApis.Appointments), ("Http__CustomerIdField", "crmAccountId"));
    }

    /// <summary>A function's variable with which <see cref="ForgetCustomers"/> is seen at once: no process has a copy of its own.</summary>
    public static KeyValuePair<string, string> ForgetsAtOnce { get; } = new("Customers__Cache__MemoryFor", "00:00:00");

    /// <summary>Nothing is remembered of any customer any more.</summary>
    public void ForgetCustomers() => State.Remove(item => item["pk"]!["S"]!.GetValue<string>().StartsWith("customer/", StringComparison.Ordinal));

    private async Task ConfigureAsync(int index, IPretendSource source, IReadOnlyList<(string Name, string Value)> settings)
    {
        source.Requests.Most = _options.KeptRequests;
        var secret = $"crm-enrichment/{source.Kind.ToLowerInvariant()}";
        Secrets.Set(secret, source.Secret);
        foreach (var function in ProductFunctions.Deployed(_options).Select(name => Lambda[name]))
        {
            var definition = function.Definition;
            foreach (var (name, value) in _options.SourceSettings.Select(setting => (setting.Key, setting.Value)).Concat(settings).Append(("Kind", source.Kind)).Append(("Url", source.Url.ToString())).Append(("SecretId", secret)))
            {
                definition = definition.With($"Crm__Sources__{index}__{name}", value);
            }

            await Lambda.DefineAsync(definition);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Lambda.DisposeAsync();
        await _lambda!.DisposeAsync();
        await _aws!.DisposeAsync();
        await Genesys.DisposeAsync();
        await Twilio.DisposeAsync();
        await Vicidial.DisposeAsync();
        await Crm.DisposeAsync();
        await (Mail?.DisposeAsync() ?? default);
        foreach (var source in _sources.Select(source => source.Source).Distinct())
        {
            await source.DisposeAsync();
        }
    }

    private async Task DeployAsync()
    {
        Queues.Endpoint = AwsUrl;
        Queues.Create(ProductFunctions.DeadLetterQueue, new QueueSettings { Retention = TimeSpan.FromDays(14) });
        Queues.Create(ProductFunctions.ParkedQueue, new QueueSettings { Retention = TimeSpan.FromDays(14) });
        if (_options.Journal is not null)
        {
            Queues.Create(ProductFunctions.JournalQueue, new QueueSettings { Retention = TimeSpan.FromDays(14), Visibility = _options.JournalVisibility ?? _options.Timeout * 6 });
        }

        if (_options.Vicidial is not null)
        {
            Queues.Create(ProductFunctions.CallsQueue, new QueueSettings { Fifo = true, Retention = TimeSpan.FromDays(14), Visibility = _options.Timeout * 6 });
        }

        if (_options.Leads is not null)
        {
            Queues.Create(ProductFunctions.LeadsQueue, new QueueSettings { Retention = TimeSpan.FromDays(14), Visibility = _options.LeadVisibility ?? _options.Timeout * 6 });
        }

        Tables.Create(ProductFunctions.StateTable);
        RotateGenesysClient(Genesys.Client.Id, Genesys.Client.Secret);
        RotateCrmKey(Crm.ApiKey);
        LookupSecrets.PutInto(Secrets);
        TwilioAccount.PutInto(Secrets, Twilio);
        VicidialAccount.PutInto(Secrets, Vicidial);
        ChangeSecrets.PutInto(Secrets);
        ScreenPopSecrets.PutInto(Secrets);
        CallKeys.PutInto(Secrets);
        LeadKeys.PutInto(Secrets);
        CallUrlSecret.PutInto(Secrets);
        MailAccount.PutInto(Secrets, Mail);
        foreach (var customer in SampleCustomers.All)
        {
            Crm.Put(customer);
        }

        Crm.Tickets = SampleTickets.With();
        foreach (var function in ProductFunctions.Define(this, _options))
        {
            await Lambda.DefineAsync(function);
        }

        if (_options.Vicidial is not null)
        {
            Lambda.Map(new EventSourceMapping { Queue = Calls, Function = ProductFunctions.SyncDisposition, BatchSize = 5, MaximumConcurrency = 5, ReportBatchItemFailures = true });
        }

        if (_options.Leads is not null)
        {
            Lambda.Map(new EventSourceMapping { Queue = LeadWork, Function = ProductFunctions.InjectLead, BatchSize = 10, MaximumConcurrency = 2, ReportBatchItemFailures = true });
        }

        if (_options.Journal is not null)
        {
            Lambda.Map(new EventSourceMapping { Queue = JournalWork, Function = ProductFunctions.WriteJournalEntry, BatchSize = 5, MaximumConcurrency = 5, ReportBatchItemFailures = true });
        }
    }
}
