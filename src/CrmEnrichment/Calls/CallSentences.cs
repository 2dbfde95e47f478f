using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Calls;

/// <summary>Makes a sentence for the CRM's user of each refusal.</summary>
internal static class CallSentences
{
    public static CallResult Of(VicidialRefusal refusal) => refusal switch
    {
        VicidialRefusal.AgentNotLoggedIn => new(CallResultKind.NotNow, "The agent is not logged in to VICIdial. Log in, and try again."),
        VicidialRefusal.NoSuchAgent => new(CallResultKind.NotValid, "VICIdial does not know this agent. Check which VICIdial user belongs to you in the CRM."),
        VicidialRefusal.AgentNotPaused => new(CallResultKind.NotNow, "The agent is not paused, or has a call or an outcome to give. Finish it, pause, and try again."),
        VicidialRefusal.AgentMayNotDial => new(CallResultKind.NotAllowed, "The agent may not place calls by hand. Ask an administrator for 'Agent Call Manual' of the user, and for manual calls in the campaign."),
        VicidialRefusal.AlreadyQueued => new(CallResultKind.NotNow, "This number already waits in the agent's queue of calls."),
        VicidialRefusal.NoLiveCall => new(CallResultKind.NotNow, "The agent has no call."),
        VicidialRefusal.NoLeadOnScreen => new(CallResultKind.NotNow, "The agent has no customer on the screen."),
        VicidialRefusal.AgentMayNotChangeLeads => new(CallResultKind.NotAllowed, "The agent's user may not change leads. Ask an administrator for 'Modify Leads'."),
        VicidialRefusal.NotRecording => new(CallResultKind.NotNow, "No recording runs."),
        VicidialRefusal.NoSuchInGroup => new(CallResultKind.NotValid, "VICIdial has no such in-group, or it is not active."),
        VicidialRefusal.NoSuchLead => new(CallResultKind.NotValid, "VICIdial does not have this lead any more."),
        VicidialRefusal.NothingToChange => new(CallResultKind.NotValid, "There is nothing that VICIdial could store."),
        VicidialRefusal.WouldEmptyOthers => new(CallResultKind.NotValid, "A value names another field, which VICIdial would empty, and the lead could not be read. Write it in other words."),
        _ => new(CallResultKind.NotValid, "VICIdial refuses the request. An administrator finds why in Admin, Reports, API Log Report."),
    };

    public static CallResult Of(UpstreamException fault) => fault.Fault switch
    {
        UpstreamFault.AuthRefused => new(CallResultKind.NotReached, "VICIdial refuses the login of the CRM's connection. Tell an administrator."),
        UpstreamFault.Forbidden => new(CallResultKind.NotAllowed, "The CRM's connection may not do this in VICIdial. Tell an administrator."),
        UpstreamFault.Rejected => new(CallResultKind.NotAllowed, "VICIdial cannot do this as it is set up. Tell an administrator."),
        _ => new(CallResultKind.NotReached, "VICIdial does not answer. Try again in a moment."),
    };
}
