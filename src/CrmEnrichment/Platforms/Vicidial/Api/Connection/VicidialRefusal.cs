namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Why VICIdial did not do what it was asked, where that is no fault of the connection.</summary>
internal enum VicidialRefusal
{
    /// <summary>Words that we do not know.</summary>
    Other,

    /// <summary>A parameter is missing, or VICIdial does not take its value.</summary>
    NotValid,

    AgentNotLoggedIn,
    NoSuchAgent,
    AgentNotPaused,
    AgentMayNotDial,
    AlreadyQueued,
    NoLiveCall,
    NoLeadOnScreen,
    AgentMayNotChangeLeads,
    NotRecording,
    NoSuchInGroup,

    NoSuchLead,
    NoMatches,
    NoSearch,
    Duplicate,
    DoNotCall,
    NumberNotValid,
    ListNotAllowed,
    NoSuchList,
    AlreadyExists,
    NothingFound,
    NoSuchCampaign,
    NothingToChange,

    /// <summary>Ours: the value of one field names another one, which VICIdial would empty.</summary>
    WouldEmptyOthers,
}
