namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>What of the page is asked for.</summary>
internal enum PopKind
{
    /// <summary>The document.</summary>
    Whole,

    /// <summary>Its main part, complete, for the script to put in the place of the first.</summary>
    Rest,
}
