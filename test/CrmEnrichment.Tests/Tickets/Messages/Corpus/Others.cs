namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>The other languages of the corpus.</summary>
internal static class Others
{
    public static IReadOnlyList<Language> Languages { get; } =
    [
        new("pl", "ODP")
        {
            Gmail = "pon., 2 mar 2026 o 10:22 Anna Bell <support@example.com> napisał(a):",
            Apple = "Wiadomość napisana przez Anna Bell <support@example.com> w dniu 2 mar 2026, o godz. 10:22:",
            Thunderbird = "W dniu 2.03.2026 o 10:22, Anna Bell pisze:",
            Labels = ["Od", "Wysłano", "Do", "Temat"],
            Original = "Wiadomość oryginalna",
            Device = "Wysłane z iPhone'a",
            App = "Pobierz aplikację Outlook dla systemu iOS",
            Words = ["Dziękuję, pierwsza część już działa.", "Zostaje jedno pytanie: czy możemy to przenieść na 9 marca 2026?", "W piątek bank napisał do nas."],
            Quoted = ["Prosimy o ponowne przesłanie faktury.", "Czy adres jest poprawny?"],
        },
        new("cs", "RE")
        {
            Gmail = "po 2. 3. 2026 v 10:22 odesílatel Anna Bell <support@example.com> napsal:",
            Apple = "2. 3. 2026 v 10:22, Anna Bell <support@example.com>:",
            Thunderbird = "Dne 02. 03. 26 v 10:22 Anna Bell napsal(a):",
            Labels = ["Od", "Odesláno", "Komu", "Předmět"],
            Original = "Původní zpráva",
            Device = "Odesláno z iPhonu",
            App = "Získat Outlook pro iOS",
            Words = ["Děkuji, první část už funguje.", "Zbývá jedna otázka: můžeme to přesunout na 9. března 2026?", "V pátek nám banka napsala."],
            Quoted = ["Pošlete nám prosím fakturu znovu.", "Je adresa správná?"],
        },
        new("ja", "RE")
        {
            Gmail = "2026年3月2日(月) 10:22 Anna Bell <support@example.com>:",
            Apple = "2026/03/02 10:22、Anna Bell <support@example.com>のメール:",
            Thunderbird = "On 2026/03/02 10:22, Anna Bell wrote:",
            Labels = ["差出人", "送信日時", "宛先", "件名"],
            Original = "元のメッセージ",
            Device = "iPhoneから送信",
            App = "Outlook for iOS を入手",
            Words = ["ありがとうございます。最初の部分は動きました。", "質問があります：2026年3月9日に変更できますか？", "金曜日に銀行にも書きました。"],
            Quoted = ["請求書をもう一度送ってください。", "住所は正しいですか？"],
        },
        new("zh", "回复")
        {
            Gmail = "Anna Bell <support@example.com> 于2026年3月2日周一 10:22写道：",
            Apple = "在 2026年3月2日，10:22，Anna Bell <support@example.com> 写道：",
            Thunderbird = "在 2026/3/2 10:22, Anna Bell 写道:",
            Labels = ["发件人", "发送时间", "收件人", "主题"],
            Original = "原始邮件",
            Device = "发自我的 iPhone",
            App = "获取 Outlook for iOS",
            Words = ["谢谢，第一部分现在可以用了。", "还有一个问题：可以改到2026年3月9日吗？", "星期五我们也给银行写信了。"],
            Quoted = ["请再发一次发票。", "上面的地址对吗？"],
        },
        new("ar", "رد")
        {
            Gmail = "في الاثنين، 2 مارس 2026 في 10:22 ص تمت كتابة ما يلي بواسطة \u202AAnna Bell\u202C\u200F <\u202Asupport@example.com\u202C\u200F>:",
            Apple = "في 2 مارس 2026، الساعة 10:22، كتب Anna Bell <support@example.com>:",
            Thunderbird = "في 02/03/2026 10:22, كتب Anna Bell:",
            Labels = ["من", "تم الإرسال", "إلى", "الموضوع"],
            Original = "الرسالة الأصلية",
            Device = "أُرسلت من الـ iPhone",
            App = "الحصول على Outlook لـ iOS",
            Words = ["شكرا، الجزء الأول يعمل الآن.", "يبقى سؤال واحد: هل يمكن نقله إلى 9 مارس 2026؟", "في يوم الجمعة كتب لنا البنك أيضا."],
            Quoted = ["من فضلك أرسل الفاتورة مرة أخرى.", "هل العنوان صحيح؟"],
        },
        new("fi", "RE")
        {
            Gmail = "ma 2. maalisk. 2026 klo 10.22 Anna Bell (support@example.com) kirjoitti:",
            Apple = "Anna Bell <support@example.com> kirjoitti 2.3.2026 kello 10.22:",
            Thunderbird = "Anna Bell kirjoitti 2.3.2026 klo 10.22:",
            Labels = ["Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"],
            Original = "Alkuperäinen viesti",
            Device = "Lähetetty iPhonesta",
            App = "Hanki Outlook for iOS",
            Words = ["Kiitos, ensimmäinen osa toimii nyt.", "Yksi kysymys jää: voimmeko siirtää sen 9. maaliskuuta 2026?", "Pankki kirjoitti perjantaina."],
            Quoted = ["Lähettäkää lasku uudelleen.", "Onko osoite oikein?"],
        },
        new("ru", "RE")
        {
            Gmail = "пн, 2 мар. 2026 г. в 10:22, Anna Bell <support@example.com>:",
            Apple = "2 марта 2026 г., в 10:22, Anna Bell <support@example.com> написал(а):",
            Thunderbird = "02.03.2026 10:22, Anna Bell пишет:",
            Labels = ["От", "Отправлено", "Кому", "Тема"],
            Original = "Исходное сообщение",
            Device = "Отправлено с iPhone",
            App = "Получить Outlook для iOS",
            Words = ["Спасибо, первая часть теперь работает.", "Остался вопрос: можно ли перенести это на 9 марта 2026?", "В пятницу банк нам написал."],
            Quoted = ["Пришлите, пожалуйста, счёт ещё раз.", "Адрес верный?"],
        },
        new("tr", "YNT")
        {
            Gmail = "Anna Bell <support@example.com>, 2 Mar 2026 Pzt, 10:22 tarihinde şunu yazdı:",
            Apple = "Anna Bell <support@example.com> şunları yazdı (2 Mar 2026 10:22):",
            Thunderbird = "02.03.2026 10:22 tarihinde Anna Bell yazdı:",
            Labels = ["Kimden", "Gönderildi", "Kime", "Konu"],
            Original = "Özgün İleti",
            Device = "iPhone'umdan gönderildi",
            App = "Outlook for iOS'i edinin",
            Words = ["Teşekkürler, ilk bölüm şimdi çalışıyor.", "Bir soru kaldı: bunu 9 Mart 2026 tarihine alabilir miyiz?", "Banka da cuma günü yazdı."],
            Quoted = ["Faturayı lütfen yeniden gönderin.", "Adres doğru mu?"],
        },
        new("hu", "Vá")
        {
            Gmail = "Anna Bell <support@example.com> ezt írta (időpont: 2026. márc. 2., H, 10:22):",
            Apple = "Anna Bell <support@example.com> írta (2026. márc. 2. dátummal, 10:22):",
            Thunderbird = "2026. 03. 02. 10:22 keltezéssel, Anna Bell írta:",
            Labels = ["Feladó", "Elküldve", "Címzett", "Tárgy"],
            Original = "Eredeti üzenet",
            Device = "iPhone-ról küldve",
            App = "Outlook for iOS letöltése",
            Words = ["Köszönöm, az első rész már működik.", "Maradt egy kérdés: áttehetjük 2026. március 9-re?", "A bank is írta pénteken."],
            Quoted = ["Kérjük, küldje el újra a számlát.", "Helyes a cím?"],
        },
    ];
}
