using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Loopback;

/// <summary>Plays a fault on one connection.</summary>
internal static class FaultyAnswer
{
    /// <returns>False when the usual answer is still to follow.</returns>
    public static async Task<bool> WriteAsync(Fault fault, HttpContext context, Func<Task> usual, TimeProvider time)
    {
        var ct = context.RequestAborted;
        switch (fault)
        {
            case Fault.Delay delay:
                await Task.Delay(delay.By, time, ct);
                return false;
            case Fault.Hang hang:
                await hang.Released.WaitAsync(ct);
                return false;
            case Fault.Scripted scripted:
                await AnswerAsync(scripted, context.Response, ct);
                return true;
            case Fault.Garbage:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("<html><body>It works!</body></html>", ct);
                return true;
            case Fault.Half:
                await HalveAsync(context, usual);
                return true;
            default:
                Reset(context);
                return true;
        }
    }

    private static async Task AnswerAsync(Fault.Scripted scripted, HttpResponse response, CancellationToken ct)
    {
        response.StatusCode = scripted.Status;
        if (scripted.Body.StartsWith('{') || scripted.Body.StartsWith('['))
        {
            response.ContentType = "application/json";
        }

        foreach (var (name, value) in scripted.Headers)
        {
            response.Headers[name] = value;
        }

        if (scripted.Body.Length > 0)
        {
            await response.WriteAsync(scripted.Body, ct);
        }
    }

    private static async Task HalveAsync(HttpContext context, Func<Task> usual)
    {
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await usual();
        context.Response.Body = wire;

        // The length of the whole body is promised, so that what arrives is recognisably half.
        context.Response.ContentLength = Math.Max(whole.Length, 2);
        await wire.WriteAsync(whole.GetBuffer().AsMemory(0, (int)(whole.Length / 2)), context.RequestAborted);
        await wire.FlushAsync(context.RequestAborted);
        Reset(context);
    }

    private static void Reset(HttpContext context)
    {
        // Without lingering the kernel sends RST instead of an orderly FIN.
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Abort();
    }
}
