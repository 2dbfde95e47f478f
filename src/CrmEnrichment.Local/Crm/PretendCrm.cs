using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm;

/// <summary>A CRM behind a bearer key: one customer by id, or all with a phone number; it is told of calls, tasks and new customers.</summary>
public sealed class PretendCrm : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PretendCustomer> _customers = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();
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

    /// <summary>Its tickets, each with <c>id</c>, <c>number</c> and <c>contact_email</c>.</summary>
    public IReadOnlyList<JsonObject> Tickets { get; set; } = [];

    /// <summary>Tickets that it was told to make. They are found like all others.</summary>
    public PretendRecords NewTickets { get; } = new("ticket");

    /// <summary>Files of tickets by their <c>Idempotency-Key</c>: a repeated one changes nothing.</summary>
    public ConcurrentDictionary<string, (string Ticket, string Name, string Type, byte[] Content)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Comments of tickets, each with <c>ticket</c>.</summary>
    public PretendRecords Comments { get; } = new("comment");

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
            ("GET", ["", "customers"]) => () => Asked("phone") is { } phone ? WriteAsync(context, 200, ByPhone(phone)) : Asked("email") is { } email ? WriteAsync(context, 200, ByEmail(email)) : WriteAsync(context, 400, Error("Ask for a phone number.")),
            ("PATCH", ["", "customers", var id]) => () => WriteAsync(context, Change(id, Body(request))),
            ("POST", ["", "customers"]) => () => CreateAsync(context, Created, request, customer: null),
            ("POST", ["", "customers", var id, "activities"]) => () => CreateAsync(context, Activities, request, id),
            ("POST", ["", "customers", var id, "tasks"]) => () => CreateAsync(context, Tasks, request, id),
            ("POST", ["", "activities"]) => () => CreateAsync(context, Activities, request, customer: null),
            ("POST", ["", "tasks"]) => () => CreateAsync(context, Tasks, request, customer: null),
            ("GET", ["", "activities"]) => () => WriteAsync(context, 200, new JsonArray([.. Activities.All.Where(activity => string.Equals(activity["tracking_id"]?.ToString(), Asked("tracking_id"), StringComparison.Ordinal))])),
            ("GET", ["", "activities", var id]) => () => WriteAsync(context, Activities.Find(id)),
            ("PATCH", ["", "activities", var id]) => () => WriteAsync(context, Activities.Change(id, Body(request))),
            ("GET", ["", "tickets"]) => () => WriteAsync(context, 200, new JsonArray([.. AllTickets.Where(ticket =>
                Asked("marker") is { } marker ? string.Equals(ticket["marker"]?.ToString(), marker, StringComparison.Ordinal) : string.Equals(ticket["number"]?.ToString(), Asked("number"), StringComparison.OrdinalIgnoreCase)).Select(ticket => ticket.DeepClone())])),
            ("POST", ["", "tickets"]) => () => WriteAsync(context, 201, NewTickets.Add(Body(request), key: null, customer: null).Record),
            ("GET", ["", "tickets", var id]) => () => WriteAsync(context, Ticket(id)),
            ("POST", ["", "tickets", var id, "comments"]) => () => CommentAsync(context, request, id),
            ("POST", ["", "tickets", var id, "files"]) => () => FileAsync(context, request, id),
            ("GET", ["", "tickets", var id, "comments"]) => () => WriteAsync(context, 200, new JsonArray([.. Comments.All.Where(comment => string.Equals(comment["ticket"]?.ToString(), id, StringComparison.Ordinal) && string.Equals(comment["marker"]?.ToString(), Asked("marker"), StringComparison.Ordinal))])),
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

    /// <summary>It keeps no <c>Idempotency-Key</c> of comments, as many a ticket system: who posts twice has two.</summary>
    private Task CommentAsync(HttpContext context, RecordedRequest request, string ticket)
    {
        if (Ticket(ticket) is null)
        {
            return WriteAsync(context, null);
        }

        var body = Body(request);
        body["ticket"] = ticket;
        return WriteAsync(context, 201, Comments.Add(body, key: null, customer: null).Record);
    }

    private Task FileAsync(HttpContext context, RecordedRequest request, string ticket)
    {
        if (Ticket(ticket) is null)
        {
            return WriteAsync(context, null);
        }

        var name = ContentDispositionHeaderValue.Parse(request.Headers["Content-Disposition"]).FileNameStar!;
        return Files.TryAdd(request.Headers["Idempotency-Key"], (ticket, name, request.Headers["Content-Type"], request.Content.ToArray()))
            ? WriteAsync(context, 201, new JsonObject { ["name"] = name })
            : WriteAsync(context, 409, Error("The key is known."));
    }

    private IEnumerable<JsonObject> AllTickets => Tickets.Concat(NewTickets.All);

    private JsonObject? Ticket(string id) => AllTickets.FirstOrDefault(ticket => string.Equals(ticket["id"]?.ToString(), id, StringComparison.Ordinal))?.DeepClone().AsObject();

    /// <summary>In one step: two requests at once change both their members, as in a database.</summary>
    private JsonObject? Change(string id, JsonObject changes)
    {
        lock (_changing)
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
    }

    private static JsonObject Body(RecordedRequest request) => JsonNode.Parse(request.Content.Span)!.AsObject();

    private JsonArray ByPhone(string phone) =>
        [.. _customers.Values.Where(c => c.Phones.Contains(phone, StringComparer.Ordinal)).OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Write())];

    private JsonArray ByEmail(string email) =>
        [.. _customers.Values.Select(customer => customer.Write()).Where(customer => string.Equals(customer["email"]?.ToString(), email, StringComparison.OrdinalIgnoreCase)).OrderBy(customer => customer["id"]!.ToString(), StringComparer.Ordinal)];

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
