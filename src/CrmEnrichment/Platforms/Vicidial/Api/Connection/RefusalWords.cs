namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Reads from VICIdial's words why it refused.</summary>
internal static class RefusalWords
{
    /// <summary>The first whose words are found counts, so the more particular stand first.</summary>
    private static readonly (string Words, VicidialRefusal Refusal)[] s_words =
    [
        ("agent_user is not logged in", VicidialRefusal.AgentNotLoggedIn),
        ("AGENT NOT LOGGED IN", VicidialRefusal.AgentNotLoggedIn),
        ("AGENT NOT FOUND", VicidialRefusal.NoSuchAgent),
        ("no user found", VicidialRefusal.NoSuchAgent),
        ("is not paused", VicidialRefusal.AgentNotPaused),
        ("not allowed to place manual dial calls", VicidialRefusal.AgentMayNotDial),
        ("already in this agents manual dial queue", VicidialRefusal.AlreadyQueued),
        ("does not have a live call", VicidialRefusal.NoLiveCall),
        ("does not have a lead on their screen", VicidialRefusal.NoLeadOnScreen),
        ("not allowed to modify lead information", VicidialRefusal.AgentMayNotChangeLeads),
        ("stop recording error", VicidialRefusal.NotRecording),
        ("ingroup is not valid", VicidialRefusal.NoSuchInGroup),
        ("lead_id is not valid", VicidialRefusal.NoSuchLead),
        ("lead_id search not found", VicidialRefusal.NoSuchLead),
        ("LEAD NOT FOUND", VicidialRefusal.NoSuchLead),
        ("NO MATCHES FOUND", VicidialRefusal.NoMatches),
        ("NO VALID SEARCH METHOD", VicidialRefusal.NoSearch),
        ("INVALID SEARCH PARAMETERS", VicidialRefusal.NoSearch),
        ("DUPLICATE", VicidialRefusal.Duplicate),
        ("PHONE NUMBER IN", VicidialRefusal.DoNotCall),
        ("INVALID PHONE NUMBER", VicidialRefusal.NumberNotValid),
        ("NO VALID PHONE NUMBERS", VicidialRefusal.NumberNotValid),
        ("NOT AN ALLOWED LIST ID", VicidialRefusal.ListNotAllowed),
        ("NOT A DEFINED LIST ID", VicidialRefusal.NoSuchList),
        ("LIST NOT FOUND", VicidialRefusal.NoSuchList),
        ("ALREADY EXISTS", VicidialRefusal.AlreadyExists),
        ("CALLBACK NOT FOUND", VicidialRefusal.NothingFound),
        ("NO RECORDINGS FOUND", VicidialRefusal.NothingFound),
        ("NO RECORDS FOUND", VicidialRefusal.NothingFound),
        ("NO RESULTS FOUND", VicidialRefusal.NothingFound),
        ("CALL NOT FOUND", VicidialRefusal.NothingFound),
        ("CALL LOG NOT FOUND", VicidialRefusal.NothingFound),
        ("CAMPAIGN DOES NOT EXIST", VicidialRefusal.NoSuchCampaign),
        ("NOT AN ALLOWED CAMPAIGN", VicidialRefusal.NoSuchCampaign),
        ("INVALID OR MISSING CAMPAIGNS", VicidialRefusal.NoSuchCampaign),
        ("NO VIEWABLE CAMPAIGNS", VicidialRefusal.NoSuchCampaign),
        ("NO UPDATES DEFINED", VicidialRefusal.NothingToChange),
        ("no fields have been defined", VicidialRefusal.NothingToChange),
        ("not valid", VicidialRefusal.NotValid),
        ("MUST BE", VicidialRefusal.NotValid),
        ("REQUIRED FIELDS", VicidialRefusal.NotValid),
    ];

    /// <summary>The default of the enumeration is <see cref="VicidialRefusal.Other"/>.</summary>
    public static VicidialRefusal Read(AnswerLine line) => Array.Find(s_words, known => line.Says(known.Words)).Refusal;
}
