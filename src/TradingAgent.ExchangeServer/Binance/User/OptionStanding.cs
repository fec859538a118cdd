using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit;

namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>An options wallet added up, in USDT.</summary>
/// <param name="Cash">The balance.</param>
/// <param name="PositionValue">Worth of what is held at the marks; negative for what is owed.</param>
/// <param name="Unrealised">Open result.</param>
/// <param name="InitialMargin">With open orders.</param>
/// <param name="MaintenanceMargin">Below this it is liquidated.</param>
/// <param name="Available">What may still be risked.</param>
/// <param name="Greeks">Sums by underlying.</param>
internal sealed record OptionStanding(
    double Cash, double PositionValue, double Unrealised, double InitialMargin, double MaintenanceMargin,
    double Available, IReadOnlyList<(string Underlying, VenueGreeks Greeks)> Greeks)
{
    public double Equity => Cash + PositionValue;

    public static OptionStanding Of(ExchangeView view, SymbolBook symbols, AccountId account)
    {
        WalletSnapshot wallet = view.Exchange.Wallet(account);
        double value = 0;
        double unrealised = 0;
        SortedDictionary<string, VenueGreeks> greeks = new(StringComparer.Ordinal);
        foreach (PositionSnapshot position in view.Exchange.Positions(account))
        {
            ListedInstrument instrument = view.Listed(position.Instrument);
            if (symbols.NameOf(position.Instrument).Length == 0 || !instrument.Terms.IsOption) continue;
            value += position.Quantity.ToDouble() * position.MarkPrice;
            unrealised += position.UnrealisedPnl;
            string underlying = SymbolBook.PairOf(instrument);
            greeks[underlying] = greeks.GetValueOrDefault(underlying) + position.Greeks;
        }
        return new OptionStanding(
            (double)view.Exchange.Balance(account, CurrencyId.Usdt), value, unrealised, wallet.TotalInitialMarginUsd,
            wallet.TotalMaintenanceMarginUsd, wallet.TotalAvailableUsd,
            [.. greeks.Select(pair => (pair.Key, pair.Value))]);
    }
}
