namespace TradingAgent.Domain.Instruments;

/// <summary>Call or put; none for everything that is not an option.</summary>
public enum OptionSide : byte
{
    None,
    Call,
    Put,
}
