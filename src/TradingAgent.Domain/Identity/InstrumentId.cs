namespace TradingAgent.Domain.Identity;

/// <summary>
/// A dense array index, assigned once when the instrument is listed and kept for ever; 0 is «none».
/// </summary>
/// <param name="Index">Position in every per-instrument array.</param>
public readonly record struct InstrumentId(int Index)
{
    public static readonly InstrumentId None;

    public bool IsNone => Index == 0;

    public override string ToString() => $"#{Index}";
}
