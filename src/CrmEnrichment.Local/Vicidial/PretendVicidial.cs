using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>VICIdial's two APIs, with what is behind them: leads, lists, agents with a browser, and what was called.</summary>
/// <remarks>Answers are those recorded from VICIdial 2.14-202 and 2.14-82, byte for byte; of functions that were not recorded, those of VICIdial's own document. Its clock is five hours behind UTC.</remarks>
public sealed class PretendVicidial : IAsyncDisposable
{
    private static readonly TimeSpan s_zone = TimeSpan.FromHours(-5);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private PretendSystem? _system;
    private int _nextLead = 1_001, _nextHopper = 1;

    private PretendVicidial(TimeProvider time) => _time = time;

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    public IDictionary<string, VicidialUser> Users { get; } = new ConcurrentDictionary<string, VicidialUser>(StringComparer.Ordinal);

    public IDictionary<string, PretendAgent> Agents { get; } = new ConcurrentDictionary<string, PretendAgent>(StringComparer.Ordinal);

    public IDictionary<string, VicidialList> Lists { get; } = new ConcurrentDictionary<string, VicidialList>(StringComparer.Ordinal);

    public IDictionary<string, VicidialCampaign> Campaigns { get; } = new ConcurrentDictionary<string, VicidialCampaign>(StringComparer.Ordinal);

    public IList<PretendLead> Leads { get; } = new List<PretendLead>();

    public IList<VicidialCall> Calls { get; } = new List<VicidialCall>();

    public IList<VicidialRecording> Recordings { get; } = new List<VicidialRecording>();

    /// <summary>Numbers that must not be called, and those of one campaign as <c>CAMPAIGN/NUMBER</c>.</summary>
    public ISet<string> DoNotCall { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Codes with which a callback can be promised.</summary>
    public ISet<string> CallbackStatuses { get; } = new HashSet<string>(StringComparer.Ordinal) { "CALLBK", "CBHOLD" };

    /// <summary>Leads that are dialled next.</summary>
    public IList<int> Hopper { get; } = [];

    /// <summary>use_non_latin of the system settings: otherwise names lose every letter beyond ASCII.</summary>
    public bool KeepsNonLatin { get; set; }

    /// <summary>vdc_agent_api_active of the system settings.</summary>
    public bool HasAgentApi { get; set; } = true;

    /// <summary>Whether an active telephony server is there.</summary>
    public bool HasServers { get; set; } = true;

    /// <summary>Whether our address is missing in the API's list of addresses.</summary>
    public bool BlocksAddress { get; set; }

    public int RefusedLogins { get; internal set; }

    /// <summary>The server's own time.</summary>
    public DateTime Now => Clock.ToOffset(s_zone).DateTime;

    internal DateTimeOffset Clock => _time.GetUtcNow();

    internal List<VicidialCallback> Callbacks { get; } = [];

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    public PretendLead? Find(string id) => Leads.FirstOrDefault(lead => $"{lead.Id}".Is(id));

    /// <summary>Adds a lead.</summary>
    /// <param name="id">Its own; null for the next one.</param>
    public PretendLead NewLead(int? id = null)
    {
        var lead = new PretendLead { Id = id ?? _nextLead++, EnteredAt = Now };
        Leads.Add(lead);
        return lead;
    }

    /// <summary>What the agent's browser does when it reads its flags, as it does every second.</summary>
    public void ReadFlags(PretendAgent agent)
    {
        lock (_lock)
        {
            new AgentBrowser(this, agent).Read();
        }
    }

    internal static async Task<PretendVicidial> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var vicidial = new PretendVicidial(time);
        vicidial._system = await PretendSystem.StartAsync(address, port, time, vicidial.AnswerAsync);
        return vicidial;
    }

    internal static string Show(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <returns>The offset of a country's code; null for one that is not known.</returns>
    internal static string? OffsetOf(string code) => code switch
    {
        "1" or "57" => "-5.00",
        "52" => "-6.00",
        "44" => "0.00",
        "49" => "1.00",
        _ => null,
    };

    internal VicidialUser? UserNamed(string id) => Users.TryGetValue(id, out var user) ? user : null;

    internal VicidialList? ListOf(PretendLead lead) => Lists.TryGetValue(lead.List, out var list) ? list : null;

    internal VicidialCampaign? CampaignNamed(string id) => Campaigns.TryGetValue(id, out var campaign) ? campaign : null;

    internal bool MayUse(VicidialUser user, string list) => user.RestrictedTo is not { } campaign || (Lists.TryGetValue(list, out var found) && found.Campaign.Is(campaign));

    internal VicidialCampaign? CampaignOf(string list) => Lists.TryGetValue(list, out var found) ? CampaignNamed(found.Campaign) : null;

    /// <summary>Of leads from the same second the older one first: the time has no fractions.</summary>
    internal IEnumerable<PretendLead> Newest(Func<PretendLead, bool> match) => Leads.Where(match).OrderByDescending(lead => Show(lead.EnteredAt), StringComparer.Ordinal).ThenBy(lead => lead.Id);

    internal int PutIntoHopper(int lead)
    {
        Hopper.Add(lead);
        return _nextHopper++;
    }

    internal void Remove(PretendLead lead) => Leads.Remove(lead);

    /// <summary>The recording ends; where it lies is not known yet.</summary>
    internal void Keep(PretendAgent agent)
    {
        Recordings.Add(new($"{Recordings.Count + 1}", agent.User, agent.LeadId, agent.Recording!, Now, (int)(Clock - agent.CallBegan).TotalSeconds));
        agent.Recording = null;
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var parameters = new VicidialRequest(request);
        (int Status, string Body)? answer;
        lock (_lock)
        {
            answer = request.Path switch
            {
                "/vicidial/non_agent_api.php" => new NonAgentApi(this).Answer(parameters),
                "/agc/api.php" => new AgentApi(this).Answer(parameters),
                _ => null,
            };
        }

        request.Unexpected = answer is null;
        (context.Response.StatusCode, context.Response.ContentType) = (answer?.Status ?? 404, "text/html; charset=utf-8");
        return context.Response.WriteAsync(answer?.Body ?? "<html><body>Not Found</body></html>", context.RequestAborted);
    }
}
