using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>The held option legs as columns, the shape the batch kernel reads and writes.</summary>
internal sealed class LegColumns
{
    public LegColumns(int capacity)
    {
        Instruments = new int[capacity];
        Strikes = new double[capacity];
        Sigmas = new double[capacity];
        Sides = new double[capacity];
        Seen = new double[capacity];
        Held = new double[capacity];
        Counted = new double[capacity];
        Costs = new double[capacity];
        Prices = new double[capacity];
        Deltas = new double[capacity];
        Gammas = new double[capacity];
        Vegas = new double[capacity];
        Thetas = new double[capacity];
        Costless = new byte[capacity];
        Status = new PricingStatus[capacity];
        Quality = new LegQuality[capacity];
    }

    public int[] Instruments { get; }

    public double[] Strikes { get; }

    public double[] Sigmas { get; }

    /// <summary>+1 call, -1 put.</summary>
    public double[] Sides { get; }

    /// <summary>The venue's forward when it said the volatility; 0 where it said none.</summary>
    public double[] Seen { get; }

    /// <summary>Signed size in coins.</summary>
    public double[] Held { get; }

    /// <summary>The same where our own formula speaks; 0 where it does not, so that sums need no branch.</summary>
    public double[] Counted { get; }

    /// <summary>Cost in settle currency.</summary>
    public double[] Costs { get; }

    /// <summary>Not 0 while a part of the position has no cost yet: it gets its price.</summary>
    public byte[] Costless { get; }

    public double[] Prices { get; }

    public double[] Deltas { get; }

    public double[] Gammas { get; }

    public double[] Vegas { get; }

    public double[] Thetas { get; }

    public PricingStatus[] Status { get; }

    public LegQuality[] Quality { get; }

    /// <summary>Prices adjacent legs of one expiry on its forward; returns how many lanes were refused.</summary>
    public int Price(int first, int count, double forward, double yearFraction)
    {
        var results = new OptionColumns
        {
            Price = Prices.AsSpan(first, count),
            Delta = Deltas.AsSpan(first, count),
            Gamma = Gammas.AsSpan(first, count),
            VegaPerPoint = Vegas.AsSpan(first, count),
            ThetaPerDay = Thetas.AsSpan(first, count),
            Status = Status.AsSpan(first, count),
        };
        return Black76Batch.Evaluate(
            forward, yearFraction, Strikes.AsSpan(first, count), Sigmas.AsSpan(first, count),
            Sides.AsSpan(first, count), results);
    }

    public void Save(ref SnapshotWriter writer, int count)
    {
        writer.Write<int>(Instruments.AsSpan(0, count));
        foreach (double[] column in Doubles) writer.Write<double>(column.AsSpan(0, count));
        writer.Write<byte>(Costless.AsSpan(0, count));
        writer.Write<PricingStatus>(Status.AsSpan(0, count));
        writer.Write<LegQuality>(Quality.AsSpan(0, count));
    }

    public void Load(ref SnapshotReader reader, int count)
    {
        reader.Read(Instruments.AsSpan(0, count));
        foreach (double[] column in Doubles) reader.Read(column.AsSpan(0, count));
        reader.Read(Costless.AsSpan(0, count));
        reader.Read(Status.AsSpan(0, count));
        reader.Read(Quality.AsSpan(0, count));
    }

    private double[][] Doubles =>
        _doubles ??= [Strikes, Sigmas, Sides, Seen, Held, Counted, Costs, Prices, Deltas, Gammas, Vegas, Thetas];

    private double[][]? _doubles;
}
