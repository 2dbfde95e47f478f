namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>The Romance languages of the corpus.</summary>
internal static class Romance
{
    public static IReadOnlyList<Language> Languages { get; } =
    [
        new("fr", "RE")
        {
            Gmail = "Le lun. 2 mars 2026 à 10:22, Anna Bell <support@example.com> a écrit :",
            Apple = "Le 2 mars 2026 à 10:22, Anna Bell <support@example.com> a écrit :",
            Thunderbird = "Le 02/03/2026 à 10:22, Anna Bell a écrit :",
            Labels = ["De ", "Envoyé ", "À ", "Objet "],
            Original = "Message d'origine",
            Device = "Envoyé de mon iPhone",
            App = "Télécharger Outlook pour iOS",
            Words = ["Merci, la première partie marche maintenant.", "Il reste une question : peut-on déplacer cela au 9 mars 2026 ?", "Le client nous a écrit vendredi."],
            Quoted = ["Veuillez nous renvoyer la facture.", "L'adresse est-elle exacte ?"],
        },
        new("es", "RE")
        {
            Gmail = "El lun, 2 mar 2026 a las 10:22, Anna Bell (<support@example.com>) escribió:",
            Apple = "El 2 mar 2026, a las 10:22, Anna Bell <support@example.com> escribió:",
            Thunderbird = "El 02/03/2026 a las 10:22, Anna Bell escribió:",
            Labels = ["De", "Enviado el", "Para", "Asunto"],
            Original = "Mensaje original",
            Device = "Enviado desde mi iPhone",
            App = "Obtener Outlook para iOS",
            Words = ["Gracias, la primera parte ya funciona.", "Queda una pregunta: ¿podemos pasarlo al 9 de marzo de 2026?", "El banco nos escribió el viernes."],
            Quoted = ["Por favor, envíe la factura otra vez.", "¿Es correcta la dirección?"],
        },
        new("it", "R")
        {
            Gmail = "Il giorno lun 2 mar 2026 alle ore 10:22 Anna Bell <support@example.com> ha scritto:",
            Apple = "Il giorno 2 mar 2026, alle ore 10:22, Anna Bell <support@example.com> ha scritto:",
            Thunderbird = "Il 02/03/2026 10:22, Anna Bell ha scritto:",
            Labels = ["Da", "Inviato", "A", "Oggetto"],
            Original = "Messaggio originale",
            Device = "Inviato da iPhone",
            App = "Scarica Outlook per iOS",
            Words = ["Grazie, la prima parte ora funziona.", "Resta una domanda: possiamo spostarlo al 9 marzo 2026?", "Il cliente ci ha scritto venerdì."],
            Quoted = ["Ci mandi di nuovo la fattura.", "L'indirizzo è giusto?"],
        },
        new("pt", "RES")
        {
            Gmail = "Em seg., 2 de mar. de 2026 às 10:22, Anna Bell <support@example.com> escreveu:",
            Apple = "No dia 02/03/2026, às 10:22, Anna Bell <support@example.com> escreveu:",
            Thunderbird = "Em 02/03/2026 10:22, Anna Bell escreveu:",
            Labels = ["De", "Enviado", "Para", "Assunto"],
            Original = "Mensagem original",
            Device = "Enviado do meu iPhone",
            App = "Obter o Outlook para iOS",
            Words = ["Obrigado, a primeira parte já funciona.", "Fica uma pergunta: podemos mudar para 9 de março de 2026?", "O banco escreveu na sexta-feira."],
            Quoted = ["Por favor, envie a fatura outra vez.", "O endereço está certo?"],
        },
    ];
}
