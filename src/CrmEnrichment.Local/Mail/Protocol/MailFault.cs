using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>What the faults of the other systems are over IMAP: 401 refuses a login, other 4xx refuse any command, 5xx end the connection.</summary>
internal static class MailFault
{
    /// <returns>False when the usual answer is still to follow.</returns>
    public static async Task<bool> SpoilAsync(Fault? fault, ImapCommand command, ImapAnswer answer, ImapConnection connection, TimeProvider time)
    {
        switch (fault)
        {
            case Fault.Delay delay:
                await Task.Delay(delay.By, time, connection.Closed);
                return false;
            case Fault.Hang hang:
                await hang.Released.WaitAsync(connection.Closed);
                return false;
            case Fault.Scripted { Status: 401 } when command.IsLogin:
                answer.No(command, "[AUTHENTICATIONFAILED] The login is refused.", 401);
                return true;
            case Fault.Scripted { Status: >= 500 }:
                answer.Bye("[UNAVAILABLE] The server is away.");
                return true;
            case Fault.Scripted { Status: not 401 } scripted when command.Tag is not "*":
                answer.No(command, "[LIMIT] Not at present.", scripted.Status);
                return true;
            case Fault.Garbage:
                answer.Line("<html><body>It works!</body></html>");
                answer.IsLast = true;
                return true;
            case Fault.Reset:
                answer.IsLast = true;
                return true;
            default:
                return false;
        }
    }

    public static void Halve(Fault? fault, ImapAnswer answer)
    {
        if (fault is Fault.Half)
        {
            answer.Halve();
        }
    }
}
