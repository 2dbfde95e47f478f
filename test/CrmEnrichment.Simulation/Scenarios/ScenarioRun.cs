using CrmEnrichment.DeadLetters;
using CrmEnrichment.Simulation.Aws;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Product;
using CrmEnrichment.Simulation.Report;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>Runs one scenario.</summary>
internal sealed class ScenarioRun
{
    private readonly World _world;
    private readonly Scenario _scenario;
    private readonly Enricher _enricher;
    private readonly FrontQueue? _front;
    private readonly Replayer _replayer;
    private readonly Samples _samples;
    private readonly Callers _callers;
    private readonly Dice _dice;
    private readonly PartnerEventOf _events;
    private readonly DateTimeOffset _start;

    public ScenarioRun(Scenario scenario, Facts facts)
    {
        (_scenario, _world) = (scenario, new World(scenario, facts));
        _enricher = new(_world);
        _front = scenario.FrontQueue is { } most ? new(_enricher, most, _world) : null;
        _replayer = new(_world);
        _samples = new(_world, _enricher, _front);
        _callers = new(scenario, facts, _world.Time);
        (_dice, _events) = (new(scenario.Seed, 7), new(new(scenario.Seed, 8)));
        _start = _world.Time.GetUtcNow();
    }

    public async Task<Result> RunAsync()
    {
        AddLetters();
        if (_scenario.Rate > 0)
        {
            Next();
        }

        if (_scenario.Heals)
        {
            _replayer.Schedule();
        }

        if (_scenario.Replayed > 0)
        {
            _world.Time.Run(() => _replayer.ReplayAllAsync(_scenario.ReplayRate));
        }

        _samples.Start(_scenario.Length + _scenario.Drain);
        await _world.Time.RunUntilAsync(_start + _scenario.Length + _scenario.Drain);
        return Measured.Of(_world, _enricher, _replayer, _samples);
    }

    private void Next() => _world.Time.After(_dice.Gap(_scenario.Rate), () =>
    {
        if (_world.Time.GetUtcNow() < _start + _scenario.Length)
        {
            Call();
            Next();
        }
    });

    private void Call()
    {
        var conversation = _world.Calls.Add();
        var text = _events.Write(conversation, _callers.Next(), _world.Time.GetUtcNow());
        _world.Usage.Events++;
        var onTheWay = _dice.Around(new Spread(_world.Facts["eventDelivery"], _world.Facts["eventDeliverySigma"]));
        _world.Time.After(onTheWay, () =>
        {
            var e = new CallEvent(conversation, text, _world.Time.GetUtcNow());
            if (_front is null)
            {
                _enricher.Offer(e);
            }
            else
            {
                _front.Offer(e);
            }
        });
    }

    /// <summary>As an outage an hour ago has left them.</summary>
    private void AddLetters()
    {
        var failedAt = _start.AddHours(-1);
        for (var i = 0; i < _scenario.Replayed; i++)
        {
            var conversation = _world.Calls.Add(isReplayed: true);
            _world.Letters.Add(Packing.ToMessage(new DeadLetter
            {
                LetterId = conversation,
                Handler = FunctionFeatures.EnrichInteraction,
                Reason = FailureReason.CrmUnavailable,
                Retryable = true,
                Attempts = 1,
                FirstFailedAt = failedAt,
                LastFailedAt = failedAt,
                Message = "crm: GET was answered with 503. All 4 attempts failed.",
                Upstream = "crm",
                Function = new FunctionIdentity(FunctionFeatures.EnrichInteraction, "1"),
                Event = System.Text.Json.JsonElement.Parse(_events.Write(conversation, _callers.New(), failedAt)),
            }));
        }
    }
}
