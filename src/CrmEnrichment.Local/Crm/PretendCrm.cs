using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm;

/// <summary>A CRM behind a bearer key: one customer by id, or all with a phone number; it is told of calls, tasks and new customers.</summary>
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

    /// <summary>What it was told after calls.</summary>
    public PretendRecords Activities { get; } = new("activity");

    public PretendRecords Tasks { get; } = new("task");

    /// <summary>The customers that it was told to create. They are found like all others.</summary>
    public PretendRecords Created { get; } = new("customer");

    /// <summary>Who may own a record.</summary>
    public IReadOnlyList<(string Id, string Email, bool Active)> Users { get; set; } = [];

    /// <summary>The customer as the CRM has it now; null for one that it does not have.</summary>
    public JsonObject? Find(string id) => _customers.TryGetValue(id, out var customer) ? customer.Write() : null;

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
        Func<Task>? answer = (request.Method, (string[])[.. request.Path.Split('/').Select(Uri.UnescapeDataString)]) switch
        {
            ("GET", ["", "customers", var id]) => () => WriteAsync(context, _customers.TryGetValue(id, out var customer) ? customer.Write() : null),
            ("GET", ["", "customers"]) => () => Asked("phone") is { } phone ? WriteAsync(context, 200, ByPhone(phone)) : WriteAsync(context, 400, Error("Ask for a phone number.")),
            ("PATCH", ["", "customers", var id]) => () => WriteAsync(context, Change(id, Body(request))),
            ("POST", ["", "customers"]) => () => CreateAsync(context, Created, request, customer: null),
            ("POST", ["", "customers", var id, "activities"]) => () => CreateAsync(context, Activities, request, id),
            ("POST", ["", "customers", var id, "tasks"]) => () => CreateAsync(context, Tasks, request, id),
            ("POST", ["", "activities"]) => () => CreateAsync(context, Activities, request, customer: null),
            ("POST", ["", "tasks"]) => () => CreateAsync(context, Tasks, request, customer: null),
            ("GET", ["", "activities"]) => () => WriteAsync(context, 200, new JsonArray([.. Activities.All.Where(activity => string.Equals(activity["tracking_id"]?.ToString(), Asked("tracking_id"), StringComparison.Ordinal))])),
            ("GET", ["", "activities", var id]) => () => WriteAsync(context, Activities.Find(id)),
            ("PATCH", ["", "activities", var id]) => () => WriteAsync(context, Activities.Change(id, Body(request))),
            ("GET", ["", "users"]) => () => WriteAsync(context, 200, new JsonArray([.. Users.Where(user => string.Equals(user.Email, Asked("email"), StringComparison.OrdinalIgnoreCase)).Select(user => new JsonObject { ["id"] = user.Id, ["active"] = user.Active })])),
            _ => null,
        };

        if (answer is null)
        {
            request.Unexpected = true;
            return WriteAsync(context, 501, Error($"The pretend CRM does not have {request.Method} {request.Path}."));
        }

        return string.Equals(request.Headers.GetValueOrDefault("Authorization"), $"Bearer {ApiKey}", StringComparison.Ordinal)
            ? answer()
            : WriteAsync(context, 401, Error("The API key is not valid."));

        string? Asked(string parameter) => QueryHelpers.ParseQuery(request.Query).TryGetValue(parameter, out var value) ? value.ToString() : null;
    }

    private Task CreateAsync(HttpContext context, PretendRecords records, RecordedRequest request, string? customer)
    {
        if (customer is not null && !_customers.ContainsKey(customer))
        {
            return WriteAsync(context, null);
        }

        var (record, isNew) = records.Add(Body(request), request.Headers.GetValueOrDefault("Idempotency-Key"), customer);
        if (records == Created && isNew)
        {
            Put(new PretendCustomer(record["id"]!.ToString(), "") { Phones = record["phone"] is { } phone ? [phone.ToString()] : [], Extra = record.DeepClone().AsObject() });
        }

        return WriteAsync(context, isNew ? 201 : 200, record);
    }

    private JsonObject? Change(string id, JsonObject changes)
    {
        if (!_customers.TryGetValue(id, out var customer))
        {
            return null;
        }

        var members = customer.Extra.DeepClone().AsObject();
        foreach (var (member, value) in changes)
        {
            members[member] = value?.DeepClone();
        }

        var changed = customer with { Extra = members };
        Put(changed);
        return changed.Write();
    }

    private static JsonObject Body(RecordedRequest request) => JsonNode.Parse(request.Content.Span)!.AsObject();

    private JsonArray ByPhone(string phone) =>
        [.. _customers.Values.Where(c => c.Phones.Contains(phone, StringComparer.Ordinal)).OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Write())];

    private static JsonObject Error(string message) => new() { ["error"] = message };

    private static Task WriteAsync(HttpContext context, JsonObject? record) =>
        record is null ? WriteAsync(context, 404, Error("There is no such record.")) : WriteAsync(context, 200, record);

    private static Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
