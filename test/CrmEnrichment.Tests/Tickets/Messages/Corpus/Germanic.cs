namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>The Germanic languages of the corpus.</summary>
internal static class Germanic
{
    public static IReadOnlyList<Language> Languages { get; } =
    [
        new("en", "Re")
        {
            Gmail = "On Mon, Mar 2, 2026 at 10:22 AM Anna Bell <support@example.com> wrote:",
            Apple = "On 2 Mar 2026, at 10:22, Anna Bell <support@example.com> wrote:",
            Thunderbird = "On 02/03/2026 10:22, Anna Bell wrote:",
            Labels = ["From", "Sent", "To", "Subject"],
            Original = "Original Message",
            Device = "Sent from my iPhone",
            App = "Get Outlook for iOS",
            Words = ["Thank you, the first part works now.", "One question remains: can we move this to 9 March 2026?", "On Friday we wrote to the bank as well."],
            Quoted = ["Please send us the invoice again.", "Does the address on it look right to you?"],
        },
        new("de", "AW")
        {
            Gmail = "Am Mo., 2. März 2026 um 10:22 Uhr schrieb Anna Bell <support@example.com>:",
            Apple = "Am 02.03.2026 um 10:22 schrieb Anna Bell <support@example.com>:",
            Thunderbird = "Am 02.03.26 um 10:22 schrieb Anna Bell:",
            Labels = ["Von", "Gesendet", "An", "Betreff"],
            Original = "Ursprüngliche Nachricht",
            Device = "Von meinem iPhone gesendet",
            App = "Outlook für iOS",
            Words = ["Vielen Dank, der erste Teil geht jetzt.", "Eine Frage bleibt: Können wir das auf den 9. März 2026 verschieben?", "Am Freitag schrieb ich auch der Bank."],
            Quoted = ["Bitte senden Sie uns die Rechnung noch einmal.", "Stimmt die Anschrift darauf?"],
        },
        new("nl", "Antw")
        {
            Gmail = "Op ma 2 mrt 2026 om 10:22 schreef Anna Bell <support@example.com>:",
            Apple = "Op 2 mrt 2026, om 10:22 heeft Anna Bell <support@example.com> het volgende geschreven:",
            Thunderbird = "Op 02-03-2026 om 10:22 schreef Anna Bell:",
            Labels = ["Van", "Verzonden", "Aan", "Onderwerp"],
            Original = "Oorspronkelijk bericht",
            Device = "Verstuurd vanaf mijn iPhone",
            App = "Outlook voor iOS downloaden",
            Words = ["Dank u, het eerste deel werkt nu.", "Er blijft één vraag: kan het ook op 9 maart 2026?", "Op vrijdag schreef ik ook de bank."],
            Quoted = ["Stuur ons de factuur nog eens.", "Klopt het adres?"],
        },
        new("sv", "SV")
        {
            Gmail = "Den mån 2 mars 2026 kl 10:22 skrev Anna Bell <support@example.com>:",
            Apple = "2 mars 2026 kl. 10:22 skrev Anna Bell <support@example.com>:",
            Thunderbird = "Den 2026-03-02 kl. 10:22, skrev Anna Bell:",
            Labels = ["Från", "Skickat", "Till", "Ämne"],
            Original = "Ursprungligt meddelande",
            Device = "Skickat från min iPhone",
            App = "Hämta Outlook för iOS",
            Words = ["Tack, den första delen fungerar nu.", "En fråga återstår: kan vi flytta det till den 9 mars 2026?", "I fredags skrev jag också till banken."],
            Quoted = ["Skicka fakturan en gång till.", "Stämmer adressen på den?"],
        },
        new("da", "SV")
        {
            Gmail = "Den man. 2. mar. 2026 kl. 10.22 skrev Anna Bell <support@example.com>:",
            Apple = "Den 2. mar. 2026 kl. 10.22 skrev Anna Bell <support@example.com>:",
            Thunderbird = "Den 02-03-2026 kl. 10:22 skrev Anna Bell:",
            Labels = ["Fra", "Sendt", "Til", "Emne"],
            Original = "Oprindelig meddelelse",
            Device = "Sendt fra min iPhone",
            App = "Hent Outlook til iOS",
            Words = ["Tak, den første del virker nu.", "Der er et spørgsmål: kan vi flytte det til den 9. marts 2026?", "I fredags skrev jag også til banken."],
            Quoted = ["Send os venligst fakturaen igen.", "Er adressen rigtig?"],
        },
        new("nb", "SV")
        {
            Gmail = "man. 2. mars 2026 kl. 10:22 skrev Anna Bell <support@example.com>:",
            Apple = "2. mars 2026 kl. 10:22 skrev Anna Bell <support@example.com>:",
            Thunderbird = "Den 02.03.2026 10:22, skrev Anna Bell:",
            Labels = ["Fra", "Sendt", "Til", "Emne"],
            Original = "Opprinnelig melding",
            Device = "Sendt fra min iPhone",
            App = "Skaff deg Outlook for iOS",
            Words = ["Takk, den første delen virker nå.", "Ett spørsmål gjenstår: kan vi flytte det til 9. mars 2026?", "På fredag skrev jeg også til banken."],
            Quoted = ["Vennligst send fakturaen på nytt.", "Er adressen riktig?"],
        },
    ];
}
