using System.Diagnostics;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Benchmarks;

/// <summary>What reading a phone number costs: the first one of a process, and every further one.</summary>
internal static class PhoneNumberCost
{
    private const int Rounds = 20_000;

    private static readonly (string Region, string Text)[] s_numbers =
    [
        ("US", "tel:+13175550142"), ("US", "(317) 555-0142"), ("US", "011 44 20 7946 0958"), ("GB", "020 7946 0958"), ("DE", "0171 2345678"), ("BR", "(011) 91234-5678"),
    ];

    public static int Run()
    {
        // Of the processor, not of the clock: other programs are no cost of ours.
        var before = Environment.CpuUsage.TotalTime;
        _ = new PhoneNumberReader("US").Read("tel:+13175550142");
        Console.WriteLine($"{"first reader and number",-32}{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds,10:0.0} ms of CPU");

        foreach (var (region, text) in s_numbers)
        {
            var reader = new PhoneNumberReader(region);
            Measure(reader, text);
            var (microseconds, bytes) = Measure(reader, text);
            Console.WriteLine($"{region + "  " + text,-32}{microseconds,10:0.0} µs {bytes,10:0} bytes");
        }

        return 0;
    }

    private static (double Microseconds, double Bytes) Measure(PhoneNumberReader reader, string text)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
        {
            _ = reader.Read(text);
        }

        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rounds, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds);
    }
}
