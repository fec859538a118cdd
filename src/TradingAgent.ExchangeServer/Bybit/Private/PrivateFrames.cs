using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>The frames of the private streams; each writer says false when the topic has no row this time.</summary>
internal sealed class PrivateFrames(ExchangeView view)
{
    /// <summary>In which order the streams of one moment are sent.</summary>
    public static readonly PrivateStream[] Order =
    [
        PrivateStream.ExecutionFast, PrivateStream.Execution, PrivateStream.Position, PrivateStream.Order,
        PrivateStream.Wallet, PrivateStream.Greeks,
    ];

    public bool TryWrite(
        Utf8JsonWriter json, string name, PrivateTopic topic, AccountId account, AccountChanges changes, Timestamp now)
    {
        Open(json, name, topic, now);
        int rows = topic.Stream switch
        {
            PrivateStream.Order => Orders(json, topic, changes),
            PrivateStream.Execution => Executions(json, topic, changes, isFast: false),
            PrivateStream.ExecutionFast => Executions(json, topic, changes, isFast: true),
            PrivateStream.Position => Positions(json, topic, account, changes),
            PrivateStream.Wallet => Wallet(json, account, changes),
            PrivateStream.Greeks => Greeks(json, account, changes),
            _ => 0,
        };
        json.WriteEndArray();
        json.WriteEndObject();
        return rows > 0;
    }

    private static void Open(Utf8JsonWriter json, string name, PrivateTopic topic, Timestamp now)
    {
        json.WriteStartObject();
        if (topic.Stream != PrivateStream.ExecutionFast) json.WriteString("id"u8, Trace.Next());
        json.WriteString("topic"u8, name);
        json.WriteNumber("creationTime"u8, now.Milliseconds);
        json.WriteStartArray("data"u8);
    }

    private int Orders(Utf8JsonWriter json, PrivateTopic topic, AccountChanges changes)
    {
        int rows = 0;
        foreach (OrderSnapshot order in changes.Orders)
        {
            ListedInstrument instrument = view.Listed(order.Instrument);
            if (!topic.Takes(Categories.Of(instrument.Terms.Kind))) continue;
            OrderRow.Write(json, instrument, order, isStream: true);
            rows++;
        }
        return rows;
    }

    private int Executions(Utf8JsonWriter json, PrivateTopic topic, AccountChanges changes, bool isFast)
    {
        int rows = 0;
        foreach (ExecutionSnapshot execution in changes.Executions)
        {
            ListedInstrument instrument = view.Listed(execution.Instrument);
            if (!topic.Takes(Categories.Of(instrument.Terms.Kind))) continue;
            if (isFast && execution.Type != ExecutionType.Trade) continue;
            if (isFast) ExecutionRow.WriteFast(json, instrument, execution);
            else ExecutionRow.Write(json, instrument, execution, isStream: true);
            rows++;
        }
        return rows;
    }

    private int Positions(Utf8JsonWriter json, PrivateTopic topic, AccountId account, AccountChanges changes)
    {
        int rows = 0;
        foreach (PositionSnapshot position in changes.Positions)
        {
            ListedInstrument instrument = view.Listed(position.Instrument);
            if (!topic.Takes(Categories.Of(instrument.Terms.Kind))) continue;
            PositionRow.Write(json, instrument, position, isStream: true, view.Liquidation(position));
            rows++;
        }
        foreach (InstrumentId id in changes.Touched)
        {
            ListedInstrument instrument = view.Listed(id);
            if (!topic.Takes(Categories.Of(instrument.Terms.Kind))) continue;
            if (changes.Positions.Exists(position => position.Instrument == id)) continue;
            PositionSnapshot touched = view.Position(account, id);
            PositionRow.Write(json, instrument, touched, isStream: true, view.Liquidation(touched));
            rows++;
        }
        return rows;
    }

    private int Wallet(Utf8JsonWriter json, AccountId account, AccountChanges changes)
    {
        if (!changes.Wallet) return 0;
        WalletRow.Write(json, view.Exchange.Wallet(account), changes.WalletCoins);
        return 1;
    }

    private int Greeks(Utf8JsonWriter json, AccountId account, AccountChanges changes)
    {
        if (!changes.Positions.Exists(position => view.Listed(position.Instrument).Terms.IsOption)) return 0;
        return CoinGreeksRows.Write(json, view, account, CurrencyId.None);
    }
}
