using System.Globalization;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Live;

/// <summary>A system that can be made to fail, and the fault that it has now.</summary>
internal sealed class FaultySystem(string name, FaultScript script, Func<RecordedRequest, bool> match)
{
    /// <summary>How a fault is written, beside "ok".</summary>
    public const string Known = "503 (400 to 599), 429 600, slow 1500, hang, reset, half, garbage, ok";

    public string Name => name;

    public FaultScript Script => script;

    public Func<RecordedRequest, bool> Match => match;

    public Fault? Fault { get; set; }

    /// <summary>As it was asked for.</summary>
    public string Words { get; set; } = "";

    /// <returns>Null for what is none.</returns>
    public static Fault? Read(string[] words) => words switch
    {
        ["hang"] => Fault.HangUntil(new TaskCompletionSource().Task),
        ["reset"] => Fault.ConnectionReset,
        ["half"] => Fault.HalfABody,
        ["garbage"] => Fault.GarbageBody,
        ["slow", var milliseconds] when Number(milliseconds) is { } late => Fault.Late(TimeSpan.FromMilliseconds(late)),
        [var status] when Number(status) is >= 400 and < 600 and var code => Fault.Answer(code),
        [var status, var seconds] when Number(status) is >= 400 and < 600 and var code && Number(seconds) is not null =>
            Fault.Answer(code, "", ("Retry-After", seconds)),
        _ => null,
    };

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
