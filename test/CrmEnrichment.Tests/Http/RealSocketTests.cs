using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>Resets, half bodies, hangs and redirects as real sockets bring them; the clock is the test's all the same.</summary>
public sealed class RealSocketTests
{
    // Loopback connects at once; the machine may not.
    private static readonly HttpOptions s_patient = new() { ConnectTimeoutMs = 30_000 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_answer_is_read_over_one_connection()
    {
        var connections = new HashSet<string>(StringComparer.Ordinal);
        await using var server = await LoopbackServer.StartAsync((_, http) =>
        {
            connections.Add(http.Connection.Id);
            return http.Response.WriteAsync("hello");
        });
        using var room = new HttpRoom(Transport.Create(s_patient));
        var client = room.Client(address: server.Address);

        for (var i = 0; i < 5; i++)
        {
            (await client.GetStringAsync("things", Ct)).ShouldBe("hello");
        }

        connections.Count.ShouldBe(1);
    }

    [Fact]
    public Task A_reset_is_a_failed_attempt() => FailsThenWorksAsync((_, http) =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_half_body_is_a_failed_attempt() => FailsThenWorksAsync(async (_, http) =>
    {
        http.Response.ContentLength = 1_000;
        await http.Response.WriteAsync("half");
        await http.Response.Body.FlushAsync();
        http.Abort();
    });

    [Fact]
    public Task A_chunked_half_body_is_a_failed_attempt() => FailsThenWorksAsync(async (_, http) =>
    {
        await http.Response.WriteAsync("half");
        await http.Response.Body.FlushAsync();
        http.Abort();
    });

    [Fact]
    public Task A_hang_is_a_failed_attempt() => FailsThenWorksAsync(HangAsync);

    [Fact]
    public Task A_hang_in_the_body_is_a_failed_attempt() => FailsThenWorksAsync(async (time, http) =>
    {
        await http.Response.WriteAsync("half");
        await http.Response.Body.FlushAsync();
        await HangAsync(time, http);
    });

    [Fact]
    public Task An_endless_answer_is_a_failed_attempt() => FailsThenWorksAsync(async (_, http) =>
    {
        var block = new byte[64 * 1024];
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(block);
        }
    });

    [Fact]
    public async Task A_post_whose_connection_broke_is_not_sent_again()
    {
        // The sockets repeat some requests on their own when a connection that was kept turns out to be dead: not this one.
        await using var server = await LoopbackServer.StartAsync(async (number, http) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (number > 1)
            {
                http.Abort();
            }
        });
        using var room = new HttpRoom(Transport.Create(s_patient));
        var client = room.Client(address: server.Address);
        using var kept = await client.GetAsync("things", Ct);

        var fault = await Should.ThrowAsync<UpstreamException>(() => client.PostAsync("things", new StringContent("note"), Ct));

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_even_for_a_post()
    {
        using var room = new HttpRoom(Transport.Create(s_patient));

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client(address: LoopbackServer.Nobody()).PostAsync("things", new StringContent("note"), Ct));

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("no connection");
        room.WaitsMs.ShouldBe([150, 300, 600]);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_is_tried_again()
    {
        // The sockets' limit runs by the machine's clock; nobody listens for how long.
        var transport = Transport.Create(new HttpOptions { ConnectTimeoutMs = 10 });
        transport.ConnectCallback = async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return Stream.Null;
        };
        using var room = new HttpRoom(transport);

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client().PostAsync("things", new StringContent("note"), Ct));

        fault.Message.ShouldContain("no connection in time");
        room.WaitsMs.ShouldBe([150, 300, 600]);
    }

    [Fact]
    public async Task A_redirect_to_another_host_takes_no_credentials_there()
    {
        await using var other = await LoopbackServer.StartAsync((_, http) => http.Response.WriteAsync("thanks for the key"));
        await using var server = await LoopbackServer.StartAsync((_, http) =>
        {
            http.Response.Redirect(other.Address.AbsoluteUri, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var room = new HttpRoom(Transport.Create(s_patient));
        room.Secrets["shop/key"] = """{"api_key":"k1"}""";

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client(room.Key(), server.Address).GetAsync("things", Ct));

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        fault.Message.ShouldContain("Redirects are not followed");
        server.Requests.ShouldBe(1);
        other.Requests.ShouldBe(0);
    }

    private static async Task FailsThenWorksAsync(Func<ManualTime, HttpContext, Task> failure)
    {
        ManualTime time = null!;
        await using var server = await LoopbackServer.StartAsync((number, http) => number <= 2 ? failure(time, http) : http.Response.WriteAsync("at last"));
        using var room = new HttpRoom(Transport.Create(s_patient));
        time = room.Time;

        (await room.Client(address: server.Address).GetStringAsync("things", Ct)).ShouldBe("at last");

        server.Requests.ShouldBe(3);
        room.WaitsMs.ShouldBe([150, 300]);
    }

    /// <summary>Lets the clock pass the attempt's limit, and waits for the client to give up.</summary>
    private static async Task HangAsync(ManualTime time, HttpContext http)
    {
        var gone = new TaskCompletionSource();
        using var registration = http.RequestAborted.Register(gone.SetResult);
        time.Advance(TimeSpan.FromSeconds(2));
        await gone.Task;
    }
}
