namespace CrmEnrichment.Local.Vicidial;

/// <summary>A lead of the pretend VICIdial: a row of its table.</summary>
public sealed class PretendLead
{
    /// <summary>The columns in the order in which lead_all_info prints them.</summary>
    internal static IReadOnlyList<string> Columns { get; } =
    [
        "status", "user", "vendor_lead_code", "source_id", "list_id", "gmt_offset_now", "phone_code", "phone_number", "title", "first_name", "middle_initial", "last_name",
        "address1", "address2", "address3", "city", "state", "province", "postal_code", "country_code", "gender", "date_of_birth", "alt_phone", "email", "security_phrase",
        "comments", "called_count", "last_local_call_time", "rank", "owner", "entry_list_id",
    ];

    /// <summary>What MySQL cuts a column to.</summary>
    private static readonly Dictionary<string, int> s_lengths = new(StringComparer.Ordinal)
    {
        ["status"] = 6,
        ["user"] = 20,
        ["vendor_lead_code"] = 20,
        ["source_id"] = 50,
        ["phone_code"] = 10,
        ["phone_number"] = 18,
        ["title"] = 4,
        ["first_name"] = 30,
        ["middle_initial"] = 1,
        ["last_name"] = 30,
        ["address1"] = 100,
        ["address2"] = 100,
        ["address3"] = 100,
        ["city"] = 50,
        ["state"] = 2,
        ["province"] = 50,
        ["postal_code"] = 10,
        ["country_code"] = 3,
        ["alt_phone"] = 12,
        ["email"] = 70,
        ["security_phrase"] = 100,
        ["comments"] = 255,
        ["owner"] = 20,
    };

    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal) { ["status"] = "NEW", ["called_count"] = "0", ["rank"] = "0", ["gender"] = "U", ["entry_list_id"] = "0" };

    public required int Id { get; init; }

    /// <summary>By VICIdial's names; empty where nothing is set.</summary>
    public string this[string column]
    {
        get => _columns.GetValueOrDefault(column, "");
        set => _columns[column] = s_lengths.TryGetValue(column, out var most) && value.Length > most ? value[..most] : value;
    }

    /// <summary>Null is no empty text: to empty it changes the row.</summary>
    internal bool IsNull(string column) => !_columns.ContainsKey(column);

    /// <summary>Of the list's custom fields.</summary>
    public IDictionary<string, string> Custom { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal DateTime EnteredAt { get; init; }

    public string List => this["list_id"];

    public string Phone => this["phone_number"];
}
