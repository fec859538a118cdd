using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>How much of a contract still moves with the price: see <see cref="SettlementAverage"/>.</summary>
internal static class OpenShare
{
    /// <summary>In [0, 1]; 1 for what never expires.</summary>
    public static double Of(EngineParameters parameters, UnderlyingId underlying, Timestamp expiry, Timestamp now) =>
        expiry.IsNone ? 1 : SettlementAverage.ShareOpen((expiry - now).Nanoseconds, Window(parameters, underlying));

    /// <summary>True when the contract's settlement is being averaged, or over.</summary>
    public static bool IsSettling(
        EngineParameters parameters, UnderlyingId underlying, Timestamp expiry, Timestamp now) =>
        !expiry.IsNone && (expiry - now).Nanoseconds <= Window(parameters, underlying);

    private static long Window(EngineParameters parameters, UnderlyingId underlying) =>
        parameters.Milliseconds(ParameterId.SettlementAverage, underlying).Nanoseconds;
}
