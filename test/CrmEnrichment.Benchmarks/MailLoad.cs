using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Mail;

namespace CrmEnrichment.Benchmarks;

/// <summary>How fast messages become comments where the CRM takes 20 ms for each answer, and what memory the function has over 20,000 of them. The mail server is the local cloud's.</summary>
internal static class MailLoad
{
    private const int Measured = 2_000, WarmUp = 100, All = 20_000;

    /// <summary>Comments of one sender under one ticket are limited in an hour.</summary>
    private const int Tickets = 100, MostOfOneTicket = 1_000;

    private const string Customer = "ada@example.org";

    private static readonly TimeSpan s_crm = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Mail = new Dictionary<string, string>(StringComparer.Ordinal) { ["MostCommentsAnHour"] = Text(MostOfOneTicket) },
            KeptRequests = 1_000,
            Timeout = TimeSpan.FromSeconds(60),
        });
        cloud.Crm.Tickets = [.. Enumerable.Range(1, Tickets).Select(number => new JsonObject { ["id"] = $"t-{number}", ["number"] = Text(number), ["contact_email"] = Customer })];
        cloud.Crm.Faults.Always(Request.Any, Fault.Late(s_crm));
        Deliver(cloud, 0, WarmUp);
        await ReadAllAsync(cloud);
        var before = Memory(cloud);

        Deliver(cloud, WarmUp, Measured);
        var started = Stopwatch.GetTimestamp();
        await ReadAllAsync(cloud);
        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"{Measured} messages, {Written(cloud)} comments, a CRM of {s_crm.TotalMilliseconds:0} ms: {Measured / took.TotalSeconds:0.0} messages a second");

        cloud.Crm.Faults.Clear();
        for (var done = WarmUp + Measured; done < All; done += Measured)
        {
            Deliver(cloud, done, Math.Min(Measured, All - done));
            await ReadAllAsync(cloud);
            Console.WriteLine($"  {Written(cloud)} comments, working set {Memory(cloud):0} MiB");
        }

        Console.WriteLine($"Working set of the function {before:0} MiB after {WarmUp} messages, {Memory(cloud):0} MiB after {All}, at its highest {ProcessUse.PeakMemory(Process(cloud)):0} MiB; {Written(cloud)} comments of {All} messages, {cloud.DeadLetters.Bodies.Count} letters");
        return Written(cloud) == All ? 0 : 1;
    }

    private static void Deliver(EmbeddedCloud cloud, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            cloud.Mail!.Deliver(MailAccount.User, $"""
                From: Ada Lovelace <{Customer}>
                To: {MailAccount.User}
                Date: {TimeProvider.System.GetUtcNow():R}
                Message-ID: <{Text(number)}@mail.example.org>
                Subject: Re: [#{Text((number % Tickets) + 1)}] Printer
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                Message number {Text(number)}.

                On Fri, 27 Nov 2026 at 09:00, Desk <{MailAccount.User}> wrote:
                > Please switch it off and on again.

                """.ReplaceLineEndings("\r\n"));
        }
    }

    /// <summary>As the schedule does, and without its pauses.</summary>
    private static async Task ReadAllAsync(EmbeddedCloud cloud)
    {
        int left;
        do
        {
            var result = await cloud.UpdateTickets.InvokeAsync("{}"u8.ToArray());
            var mailbox = JsonNode.Parse(result.Text)?["mailboxes"]?[0] ?? throw new InvalidOperationException($"UpdateTickets ended with {result.Text}.");
            left = mailbox["endedBy"]?.ToString() is "Complete" or "TimeUp" ? (int)mailbox["left"]! : throw new InvalidOperationException($"A run ended so: {mailbox.ToJsonString()}");
        }
        while (left > 0);
    }

    private static int Written(EmbeddedCloud cloud) => cloud.Crm.Comments.All.Count;

    private static int Process(EmbeddedCloud cloud) => cloud.UpdateTickets.Environments.Single().ProcessId;

    private static double Memory(EmbeddedCloud cloud) => ProcessUse.Memory(Process(cloud));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
