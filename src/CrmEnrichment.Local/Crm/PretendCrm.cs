using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm;

/// <summary>A CRM behind a bearer key: one customer by id, or all with a phone number.</summary>
public sealed class PretendCrm : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PretendCustomer> _customers = new(StringComparer.Ordinal);
    private PretendSystem? _system;

    private PretendCrm()
    {
    }

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    /// <summary>The key that is accepted. Change it to rotate.</summary>
    public string ApiKey { get; set; } = "local-crm-key";

    /// <summary>Adds a customer, or replaces the one of that id.</summary>
    public void Put(PretendCustomer customer) => _customers[customer.Id] = customer;

    public void Remove(string id) => _customers.TryRemove(id, out _);

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    internal static async Task<PretendCrm> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var crm = new PretendCrm();
        crm._system = await PretendSystem.StartAsync(address, port, time, crm.AnswerAsync);
        return crm;
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        if (request.Method is not "GET" || request.Path.Split('/') is not ["", "customers", .. { Length: <= 1 } rest])
        {
            request.Unexpected = true;
            return WriteAsync(context, 501, Error($"The pretend CRM does not have {request.Method} {request.Path}."));
        }

        if (!string.Equals(request.Headers.GetValueOrDefault("Authorization"), $"Bearer {ApiKey}", StringComparison.Ordinal))
        {
            return WriteAsync(context, 401, Error("The API key is not valid."));
        }

        if (rest is [var id])
        {
            return _customers.TryGetValue(Uri.UnescapeDataString(id), out var customer)
                ? WriteAsync(context, 200, customer.Write())
                : WriteAsync(context, 404, Error("There is no such customer."));
        }

        return QueryHelpers.ParseQuery(request.Query).TryGetValue("phone", out var phone)
            ? WriteAsync(context, 200, ByPhone(phone.ToString()))
            : WriteAsync(context, 400, Error("Ask for a phone number."));
    }

    private JsonArray ByPhone(string phone) =>
        [.. _customers.Values.Where(c => c.Phones.Contains(phone, StringComparer.Ordinal)).OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Write())];

    private static JsonObject Error(string message) => new() { ["error"] = message };

    private static Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
