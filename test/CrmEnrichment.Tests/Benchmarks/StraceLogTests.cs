using CrmEnrichment.Benchmarks.Report;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Benchmarks;

public sealed class StraceLogTests
{
    [Fact]
    public void A_call_is_counted_once_though_another_thread_came_in_between()
    {
        string[] lines =
        [
            "4711  futex(0x55d0c0a8b4f8, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL, FUTEX_BITSET_MATCH_ANY <unfinished ...>",
            "4712  sendmsg(64, {msg_name=NULL, msg_iov=[{iov_base=\"GET /customers\", iov_len=96}]}, MSG_NOSIGNAL) = 96",
            "4712  futex(0x55d0c0a8b4f8, FUTEX_WAKE_PRIVATE, 1) = 1",
            "4711  <... futex resumed>)              = 0",
            "4711  recvmsg(64, {msg_namelen=0}, 0) = -1 EAGAIN (Resource temporarily unavailable)",
            "4711  recvmsg(64, {msg_namelen=0}, 0) = 120",
            "4711  --- SIGRT_1 {si_signo=SIGRT_1, si_code=SI_TKILL} ---",
            "4711  +++ exited with 0 +++",
        ];
        var calls = StraceLog.Count("AOT", lines, events: 2);
        calls.Total.ShouldBe(2.5);
        calls.Waits.ShouldBe(0.5);
        calls.ByName.ShouldBe(new Dictionary<string, double> { ["recvmsg"] = 1, ["futex(wait)"] = 0.5, ["futex(wake)"] = 0.5, ["sendmsg"] = 0.5 }, ignoreOrder: true);
    }
}
