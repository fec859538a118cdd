using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>Categories to and from their names on the wire, and of a contract.</summary>
internal static class Categories
{
    public static Category Parse(string? name) => name switch
    {
        "spot" => Category.Spot,
        "linear" => Category.Linear,
        "inverse" => Category.Inverse,
        "option" => Category.Option,
        _ => Category.None,
    };

    public static string NameOf(this Category category) => category switch
    {
        Category.Spot => "spot",
        Category.Linear => "linear",
        Category.Inverse => "inverse",
        Category.Option => "option",
        _ => "",
    };

    /// <summary>Every option is in «option», coin-settled ones too; they differ by their settle coin.</summary>
    public static Category Of(ContractKind kind) => kind switch
    {
        ContractKind.LinearPerpetual or ContractKind.LinearFuture => Category.Linear,
        ContractKind.InversePerpetual or ContractKind.InverseFuture => Category.Inverse,
        ContractKind.LinearOption or ContractKind.InverseOption => Category.Option,
        _ => Category.None,
    };

    /// <summary>A listing that is not closed, by symbol, if it belongs to the category.</summary>
    public static ListedInstrument? Find(this ExchangeView view, string? symbol, Category category) =>
        view.Find(symbol) is { } found && Of(found.Terms.Kind) == category ? found : null;
}
