namespace TradingAgent.UnitTests.Engine.Risk;

/// <summary>Sums of a book, each with the sum of its magnitudes, against which rounding is judged.</summary>
internal readonly record struct ScratchRisk
{
    private readonly double _delta;
    private readonly double _gamma;
    private readonly double _vega;
    private readonly double _theta;
    private readonly double _value;

    public double Delta
    {
        get => _delta;
        init => (_delta, DeltaSize) = (value, Math.Abs(value));
    }

    public double Gamma
    {
        get => _gamma;
        init => (_gamma, GammaSize) = (value, Math.Abs(value));
    }

    public double Vega
    {
        get => _vega;
        init => (_vega, VegaSize) = (value, Math.Abs(value));
    }

    public double Theta
    {
        get => _theta;
        init => (_theta, ThetaSize) = (value, Math.Abs(value));
    }

    public double Value
    {
        get => _value;
        init => (_value, ValueSize) = (value, Math.Abs(value));
    }

    public double DeltaSize { get; private init; }

    public double GammaSize { get; private init; }

    public double VegaSize { get; private init; }

    public double ThetaSize { get; private init; }

    public double ValueSize { get; private init; }

    public static ScratchRisk operator +(in ScratchRisk a, in ScratchRisk b) => new ScratchRisk
    {
        Delta = a.Delta + b.Delta,
        Gamma = a.Gamma + b.Gamma,
        Vega = a.Vega + b.Vega,
        Theta = a.Theta + b.Theta,
        Value = a.Value + b.Value,
    } with
    {
        DeltaSize = a.DeltaSize + b.DeltaSize,
        GammaSize = a.GammaSize + b.GammaSize,
        VegaSize = a.VegaSize + b.VegaSize,
        ThetaSize = a.ThetaSize + b.ThetaSize,
        ValueSize = a.ValueSize + b.ValueSize,
    };
}
