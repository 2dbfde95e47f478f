namespace CrmEnrichment.Local.Mail;

/// <summary>The mails of <c>events/mail</c>, as they were built in.</summary>
internal static class SampleMails
{
    public const string Answer = "answer.eml", Stranger = "stranger.eml", OutOfOffice = "out-of-office.eml";

    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", "mail", file));
}
