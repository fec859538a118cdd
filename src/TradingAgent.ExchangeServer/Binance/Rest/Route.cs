using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>Answers a call by writing its JSON value; on failure whatever was written is thrown away.</summary>
internal delegate Answer CallHandler(BinanceCall call);

/// <summary>One verb of one path.</summary>
/// <param name="Verb">GET, POST, PUT or DELETE.</param>
/// <param name="Path">The path, exactly.</param>
/// <param name="Access">What the caller must show.</param>
/// <param name="Weight">What it counts against the address's minute.</param>
/// <param name="Handler">What it does, on the exchange thread.</param>
internal sealed record Route(string Verb, string Path, Access Access, int Weight, CallHandler Handler)
{
    /// <summary>The weight where it depends on what is asked for; null: the fixed one.</summary>
    public Func<RequestFields, int>? WeightOf { get; init; }

    /// <summary>What it counts as new orders, in ten seconds and in a minute.</summary>
    public (int TenSeconds, int Minute) Orders { get; init; }

    /// <summary>True for requests for a book.</summary>
    public bool IsBook => Path.EndsWith("/depth", StringComparison.Ordinal);

    /// <summary>True for requests that armed faults may befall.</summary>
    public bool IsOrder => Path.EndsWith("/order", StringComparison.Ordinal) && Verb != "GET";

    public Product Product =>
        Path.StartsWith("/eapi/", StringComparison.Ordinal) ? Product.Options : Product.Futures;

    public int WeightFor(RequestFields fields) => WeightOf?.Invoke(fields) ?? Weight;
}
