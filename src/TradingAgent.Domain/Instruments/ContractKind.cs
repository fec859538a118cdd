namespace TradingAgent.Domain.Instruments;

/// <summary>
/// What a contract is; «inverse» is quoted in USD, sized in USD (or contracts) and settled in the base coin.
/// </summary>
public enum ContractKind : byte
{
    None,
    LinearPerpetual,
    InversePerpetual,
    LinearFuture,
    InverseFuture,
    LinearOption,
    InverseOption,
}
