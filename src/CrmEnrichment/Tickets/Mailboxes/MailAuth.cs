namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>How we prove to a mail server who we are.</summary>
public enum MailAuth
{
    /// <summary>The secret's <c>username</c> and <c>password</c>.</summary>
    Password,

    /// <summary>XOAUTH2 with a token of Microsoft 365 for the secret's <c>tenant_id</c>, <c>client_id</c> and <c>client_secret</c>, into the mailbox <c>username</c>.</summary>
    Microsoft,

    /// <summary>XOAUTH2 with a token of Google for the service account of the secret's <c>client_email</c> and <c>private_key</c>, into the mailbox <c>username</c>.</summary>
    Google,
}
