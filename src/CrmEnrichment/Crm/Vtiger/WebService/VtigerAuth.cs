namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>How a session is begun.</summary>
public enum VtigerAuth
{
    /// <summary>As every Vtiger has it: the user's access key, hashed with a challenge.</summary>
    Challenge,

    /// <summary>With the user's password, at <c>index.php?module=Users&amp;action=GetToken</c>. Vtiger 8.3 itself has no such endpoint, extensions may.</summary>
    Token,
}
