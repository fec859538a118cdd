using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Binance.Streams;
using TradingAgent.ExchangeServer.Binance.User;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>Notes who must be told of what happened; the boards publish when the loop says so.</summary>
internal sealed class EventRelay(SymbolBook symbols, TradeTapes tapes, StreamBoard streams, UserBoard users)
    : IExchangeListener
{
    public void OnDepthChanged(in DepthChange change) => streams.OnDepth(change);

    public void OnTrade(in TradePrint trade)
    {
        tapes.OnTrade(trade);
        streams.OnTrade(trade);
    }

    public void OnTickerChanged(InstrumentId instrument)
    {
        // Prices are read when a stream is due.
    }

    public void OnOrderChanged(in OrderSnapshot order) => users.OnOrder(order);

    public void OnExecution(in ExecutionSnapshot execution)
    {
        if (execution.Type == ExecutionType.Liquidation) streams.OnForced(execution);
        users.OnExecution(execution);
    }

    public void OnPositionChanged(in PositionSnapshot position) => users.OnPosition(position);

    public void OnWalletChanged(AccountId account) => users.OnWallet(account);

    public void OnInstrumentChanged(ListedInstrument instrument)
    {
        symbols.Learn(instrument);
        streams.OnListed(instrument);
        users.OnListed(instrument);
    }

    public void OnFundingSettled(in FundingSettlement settlement)
    {
        // Accounts hear of it as an execution.
    }

    public void OnDelivered(in DeliverySettlement settlement)
    {
        // As above.
    }
}
