using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>
/// The venue's dead-man switch, for accounts that it is granted to: when every private connection that listens to the
/// product's guard topic has been gone for the window, the product's orders are cancelled, once. It is armed by the
/// first listener after it was set. Exchange thread only.
/// </summary>
internal sealed class DisconnectGuard(ExchangeView view, PrivateBoard board)
{
    private readonly List<Watch> _watches = [];

    /// <summary>The windows that are set for an account, in seconds.</summary>
    public IEnumerable<(string Product, int Seconds)> Of(AccountId account)
    {
        foreach (Watch watch in _watches)
            if (watch.Account == account) yield return (watch.Product, watch.Seconds);
    }

    /// <summary>False for a product that there is not, or a window beyond 3 to 300 seconds.</summary>
    public bool TrySet(AccountId account, string product, long seconds)
    {
        if (TopicOf(product) is not { } topic || seconds is < 3 or > 300) return false;
        _watches.RemoveAll(watch => watch.Account == account && watch.Product == product);
        _watches.Add(new Watch(account, product, topic, (int)seconds));
        return true;
    }

    public void Check(Timestamp now)
    {
        foreach (Watch watch in _watches)
        {
            if (board.HasListener(watch.Account, watch.Topic))
            {
                watch.LastAlive = now;
                watch.IsArmed = true;
            }
            else if (watch.IsArmed && now - watch.LastAlive >= Duration.FromSeconds(watch.Seconds))
            {
                watch.IsArmed = false;
                CancelFilter filter = new(Options: watch.Product == "OPTIONS");
                view.Exchange.CancelAllForDeadMan(watch.Account, filter);
            }
        }
    }

    private static string? TopicOf(string product) => product switch
    {
        "OPTIONS" => "dcp.option",
        "DERIVATIVES" => "dcp.future",
        "SPOT" => "dcp.spot",
        _ => null,
    };

    private sealed class Watch(AccountId account, string product, string topic, int seconds)
    {
        public AccountId Account => account;

        public string Product => product;

        public string Topic => topic;

        public int Seconds => seconds;

        public Timestamp LastAlive { get; set; }

        public bool IsArmed { get; set; }
    }
}
