namespace CrmEnrichment.Platforms;

/// <summary>What came of a change that a dialler was told.</summary>
public enum LeadUpdate
{
    /// <summary>The record is no lead of the dialler.</summary>
    NoLead,

    /// <summary>The lead has the new fields.</summary>
    Updated,

    /// <summary>The lead has them, and so has the agent who has it on the screen.</summary>
    UpdatedOnScreen,

    /// <summary>None of the fields that are copied holds anything.</summary>
    NothingToCopy,
}
