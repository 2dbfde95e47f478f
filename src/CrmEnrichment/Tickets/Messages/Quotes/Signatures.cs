using System.Text.RegularExpressions;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>What stands below the words of an author: a signature, what the device adds, a ruled line above the quote.</summary>
internal static partial class Signatures
{
    /// <summary>The one that RFC 3676 knows. Below it stands a card of any size.</summary>
    public const string Delimiter = "-- ";

    private const int LongestDeviceLine = 120;

    // Below two dashes without the space stands a card, or, if an author drew the line, the rest of what they have to say.
    private static readonly (int Lines, int Characters) s_standard = (40, 3000), s_drawn = (14, 900);

    /// <summary>How many of the lines are the author's, counted from the first.</summary>
    public static int WordsIn(IReadOnlyList<string> lines, bool markerFollows)
    {
        var count = WithoutDevice(lines, lines.Count, markerFollows);
        for (var at = Math.Max(0, count - s_standard.Lines); at < count; at++)
        {
            if (lines[at] is Delimiter or "--" or "—" && Fits(lines, at, count, lines[at] is Delimiter ? s_standard : s_drawn))
            {
                // The device's line may stand above the card.
                return WithoutDevice(lines, at, markerFollows: false);
            }
        }

        return count;
    }

    private static bool Fits(IReadOnlyList<string> lines, int start, int end, (int Lines, int Characters) most) =>
        end - start <= most.Lines && lines.Skip(start).Take(end - start).Sum(line => line.Length) <= most.Characters;

    private static int WithoutDevice(IReadOnlyList<string> lines, int count, bool markerFollows)
    {
        count = WithoutBlank(lines, count);
        while (count > 0 && (IsDeviceLine(lines[count - 1]) || (markerFollows && IsRule(lines[count - 1]))))
        {
            count = WithoutBlank(lines, count - 1);
        }

        return count;
    }

    private static int WithoutBlank(IReadOnlyList<string> lines, int count)
    {
        while (count > 0 && lines[count - 1].Length == 0)
        {
            count--;
        }

        return count;
    }

    private static bool IsRule(string line) => line.Trim() is { Length: >= 5 } rule && rule.All(c => c is '_' or '-' or '=' or '*' or '─' or '—');

    private static bool IsDeviceLine(string line) => line.Length is > 5 and <= LongestDeviceLine && Link().Replace(line.Trim(), "").TrimEnd('.', ' ', '*', '_') is { Length: <= 90 } text
        && (Sent().IsMatch(text) && Device().IsMatch(text) || App().IsMatch(text));

    [GeneratedRegex(@"\s*[<(\[]?https?://[^\s>)\]]{1,90}[>)\]]?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    /// <summary>"Sent from …" at the beginning, or where the language puts its verb at the end.</summary>
    [GeneratedRegex(
        @"^\W*(sent (from|via|with|by|using)|send from|gesendet (von|mit|über)|von mein\w* |von mir |diese nachricht wurde von|envoyé (de|depuis|à partir|avec|par)|enviado (desde|do|da|de|via|a partir|com|con|por)|"
        + @"inviato (da|dal|dall|con|tramite)|verstuurd (vanaf|met|via)|verzonden (vanaf|met|via|door)|wysłan[eoy] (z|ze|za|przez)|skickat från|skickades från|sendt (fra|med|via|frå)|odesláno (z|ze|pomocí)|"
        + @"lähetetty|отправлено (с|из|от)|надіслано (з|із)|发自|從我的|从我的|發自|來自|来自|傳送自|나의|أُرسلت|أرسلت|مرسل|مُرسل|تم الإرسال|تم إرساله|نُشرت)"
        + "|(gesendet|から送信|발송|보냄|gönderildi|küldve|küldtem|发送|發送|傳送)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sent();

    [GeneratedRegex(
        "iphon|ipad|android|galaxy|samsung|huawei|honor|xiaomi|redmi|pixel|oneplus|xperia|nokia|motorola|blackberry|windows|smartphone|smarttelefon|mobil|cell phone|phone$|mobiele|tablet|outlook|yahoo|gmail|"
        + "gmx|web\\.de|proton|k-9|thunderbird|mail|aqua|spark|telefon|téléphone|teléfono|celular|telefono|telefoon|手机|手機|هاتف|جوال|المحمول|device|dispositivo|gerät",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Device();

    /// <summary>What Outlook's and other apps say about themselves.</summary>
    [GeneratedRegex(
        @"^\W*((get|holen sie sich|laden sie|télécharger|obtenir|obtener|descargar|ottieni|scarica|obter( o)?|obtenha( o)?|baixar( o)?|download|pobierz( aplikację)?|uzyskaj( program)?|hämta|skaffa|hent|få|skaff( deg)?|hanki|"
        + @"získat|získejte( aplikaci)?|получить|скачать|загрузить|获取|獲取|取得|下载|下載|الحصول على|احصل على) )?outlook .{0,30}(ios|android).{0,20}$|^\W*(获取|獲取|取得) ?outlook.{0,30}$|"
        + @"^\W*please excuse my brevity$|^\W*bitte entschuldigen sie meine kürze$|^\W*diese nachricht wurde .{3,60} gesendet$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex App();
}
