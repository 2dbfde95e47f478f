namespace CrmEnrichment.Simulation.Clock;

/// <summary>Random numbers of one part of the model, by the run's seed: one throw more here changes nothing there.</summary>
internal sealed class Dice(int seed, int part)
{
    private readonly Random _random = new(unchecked((seed * 397) ^ part));

    public Random Random => _random;

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int most) => _random.Next(most);

    /// <summary>Between two events of a Poisson process.</summary>
    public TimeSpan Gap(double aSecond) => TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / aSecond);

    /// <summary>Log-normal: most are near the median, and few are much longer.</summary>
    public TimeSpan Around(Spread spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return TimeSpan.FromMilliseconds(spread.MedianMs * Math.Exp(spread.Sigma * normal));
    }
}

/// <param name="MedianMs">Half of all are shorter.</param>
/// <param name="Sigma">Of the logarithm. With 0.35 one in a hundred takes 2.3 times the median.</param>
internal sealed record Spread(double MedianMs, double Sigma);
