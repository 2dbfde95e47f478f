namespace CrmEnrichment.Simulation.Report;

/// <summary>What came of one scenario.</summary>
internal sealed record Result
{
    public required string Name { get; init; }

    public required string Group { get; init; }

    public required string Crm { get; init; }

    public required double Rate { get; init; }

    public required double Minutes { get; init; }

    public required int Concurrency { get; init; }

    public int? FrontQueue { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Live ones.</summary>
    public required int Calls { get; init; }

    /// <summary>Of a hundred calls, those whose context came within half a second.</summary>
    public required double In500Ms { get; init; }

    /// <summary>Of a hundred calls, those whose context came within two seconds.</summary>
    public required double In2S { get; init; }

    /// <summary>Of a hundred calls, those that have their context when the run ends.</summary>
    public required double InTheEnd { get; init; }

    /// <summary>Of those that have one, from the event to the context.</summary>
    public required double P50Ms { get; init; }

    public required double P95Ms { get; init; }

    /// <summary>Of a hundred calls, those that have their context after so many seconds, from 0 on.</summary>
    public required IReadOnlyList<double> Waits { get; init; }

    /// <summary>Calls by the reason of their first letter.</summary>
    public required SortedDictionary<string, int> Letters { get; init; }

    public required Balance Balance { get; init; }

    public required SortedDictionary<string, UpstreamFigures> Upstreams { get; init; }

    public required int Environments { get; init; }

    public required int MostBusy { get; init; }

    public required long Throttles { get; init; }

    /// <summary>What was used up first, with the second; empty where nothing was.</summary>
    public required string FirstLimit { get; init; }

    /// <summary>Letters that were replayed and done.</summary>
    public required int Replayed { get; init; }

    public required UsageFigures Usage { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }
}

/// <param name="Requests">All, refused ones included.</param>
/// <param name="TooMany">Those that were answered with 429.</param>
internal sealed record UpstreamFigures(int Requests, int TooMany);

/// <summary>Where every call is when the run ends.</summary>
/// <param name="All">Replayed ones included.</param>
/// <param name="WithContext">They have their context; a letter may be there too, where its replay had not ended.</param>
/// <param name="InLetters">They have none, and a letter keeps them.</param>
/// <param name="UnderWay">They have none, and their events are on their way, wait in a queue or are being handled.</param>
/// <param name="Lost">None of these.</param>
internal sealed record Balance(int All, int WithContext, int InLetters, int UnderWay, int Lost);

/// <summary>What AWS would bill.</summary>
internal sealed record UsageFigures(long Events, long Invocations, double BusySeconds, long TableReads, long TableWrites, long QueueRequests, long SecretReads, long LogBytes);
