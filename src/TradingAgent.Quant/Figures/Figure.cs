namespace TradingAgent.Quant.Figures;

/// <summary>
/// A number or the reason there is none. Value is 0 without a number and never NaN or infinite: what is missing cannot
/// be mistaken for zero as long as <see cref="HasValue"/> is read first.
/// </summary>
public readonly record struct Figure
{
    private Figure(FigureStatus status, double value)
    {
        Status = status;
        Value = value;
    }

    /// <summary>Why there is a number, or not.</summary>
    public FigureStatus Status { get; }

    /// <summary>The number; 0 when there is none.</summary>
    public double Value { get; }

    /// <summary>True when Value is a number.</summary>
    public bool HasValue => Status == FigureStatus.Ok;

    /// <summary>The number, or NotFinite for NaN and infinities.</summary>
    public static Figure Of(double value) =>
        double.IsFinite(value) ? new Figure(FigureStatus.Ok, value) : new Figure(FigureStatus.NotFinite, 0);

    /// <summary>No number, for this reason.</summary>
    public static Figure None(FigureStatus reason) =>
        new(reason == FigureStatus.Ok ? FigureStatus.Missing : reason, 0);

    /// <summary>The square root of a number; what is no number stays so, and a negative one is OutOfRange.</summary>
    public Figure SquareRoot() => !HasValue ? this : Value < 0 ? None(FigureStatus.OutOfRange) : Of(Math.Sqrt(Value));

    /// <summary>The number times a factor; what is no number stays so.</summary>
    public Figure Times(double factor) => HasValue ? Of(Value * factor) : this;
}
