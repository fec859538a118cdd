namespace TradingAgent.Exchange.Accounts;

/// <summary>Which open orders a cancel-all takes: everything that matches each condition that is set.</summary>
/// <param name="Options">True: options only; false: futures and perpetuals only; null: both.</param>
public readonly record struct CancelFilter(bool? Options = null)
{
    public InstrumentId Instrument { get; init; }

    public CurrencyId BaseCoin { get; init; }

    public CurrencyId SettleCoin { get; init; }

    /// <summary>True when an instrument belongs to the selection.</summary>
    public bool Takes(Instrument instrument) =>
        (Options is null || Options == instrument.Terms.IsOption)
        && (Instrument.IsNone || Instrument == instrument.Id)
        && (BaseCoin.IsNone || BaseCoin == instrument.Terms.BaseCoin)
        && (SettleCoin.IsNone || SettleCoin == instrument.Terms.SettleCoin);
}
