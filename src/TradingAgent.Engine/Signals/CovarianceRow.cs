using System.Runtime.CompilerServices;
using TradingAgent.Quant.Covariance;

namespace TradingAgent.Engine.Signals;

/// <summary>One row of the covariance between underlyings, per year.</summary>
[InlineArray(EwmaCovariance.AssetsMax)]
internal struct CovarianceRow
{
    private double _first;
}
