namespace CrmEnrichment.Local.Http;

/// <summary>The routes of template.yaml's HTTP APIs.</summary>
internal static class HttpRoutes
{
    /// <returns>The function's name; null for a path that no route has.</returns>
    public static string? FunctionBehind(string path, EmbeddedCloudOptions options) =>
        path is "/customers" or "/customers/changed" or "/iam/customers" or "/iam/customers/changed" ? ProductFunctions.LookupCustomer
        : options.Changes is not null && path.Split('/') is (["", "crm", "changes", _] or ["", "crm", "changes", _, _]) ? ProductFunctions.CrmChanged
        : options.Vicidial is not null && path.Split('/') is ["", _, "webhook", "call_start" or "call_end"] ? ProductFunctions.VicidialCalls
        : options.Calls is not null && path.Split('/') is (["", "calls"] or ["", "calls", _, _]) ? ProductFunctions.ClickToCall
        : options.Leads is not null && path.Split('/') is (["", "leads"] or ["", "leads", _] or ["", "leads", _, _]) ? ProductFunctions.ReceiveLeads
        : options.Twilio is not null && path is ("/twilio/taskrouter" or "/twilio/voice") ? ProductFunctions.TwilioEvents
        : options.ScreenPop is not null && path.Split('/') is (["", "screenpop"] or ["", "screenpop", _] or ["", _, "screenpop"] or ["", _, "screenpop", _]) ? ProductFunctions.ScreenPop
        : null;
}
