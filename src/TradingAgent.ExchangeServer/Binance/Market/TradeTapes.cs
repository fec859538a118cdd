using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>The aggregated trades of every future since the server began. Exchange thread only.</summary>
internal sealed class TradeTapes(SymbolBook symbols)
{
    private readonly List<AggregateTape?> _tapes = [];

    public AggregateTape Of(InstrumentId instrument)
    {
        while (_tapes.Count <= instrument.Index) _tapes.Add(null);
        return _tapes[instrument.Index] ??= new AggregateTape();
    }

    public void OnTrade(in TradePrint trade)
    {
        bool isFuture = symbols.NameOf(trade.Instrument) is { Length: > 0 } name
            && !name.Contains('-', StringComparison.Ordinal);
        if (isFuture) Of(trade.Instrument).Add(trade);
    }

    /// <summary>Closes the aggregates whose time is over.</summary>
    public void Flush(Timestamp now)
    {
        foreach (AggregateTape? tape in _tapes) tape?.Flush(now);
    }
}
