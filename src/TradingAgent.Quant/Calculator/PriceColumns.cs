using TradingAgent.Quant.Contracts;

namespace TradingAgent.Quant.Calculator;

/// <summary>Which column of the input holds what, and which columns the output will have.</summary>
internal sealed class PriceColumns
{
    private static readonly string[] LinearNames =
    [
        "price", "otm_price", "delta", "gamma", "vega_1pt", "theta_1d", "rho_1pt", "vanna_1pt", "volga_1pt", "charm_1d",
    ];

    private static readonly string[] InverseNames =
    [
        "price_coin", "price_usd", "delta_bs", "delta_ntd", "gamma_usd", "dcoin_dF", "d2coin_dF2", "vega_usd_1pt",
        "vega_coin_1pt", "theta_usd_1d", "theta_coin_1d", "dntd_dF", "vanna_usd_1pt", "volga_usd_1pt",
    ];

    private static readonly string[] ImpliedNames = ["sigma", "status"];

    public int Id { get; private init; }

    public int Side { get; private init; }

    public int Forward { get; private init; }

    public int Strike { get; private init; }

    public int Milliseconds { get; private init; }

    public int Sigma { get; private init; }

    public int Price { get; private init; }

    public int Rate { get; private init; }

    public int Contract { get; private init; }

    /// <summary>The style of rows that do not name one.</summary>
    public SettlementStyle DefaultStyle { get; private init; }

    /// <summary>Without a volatility column the price column is turned into volatilities.</summary>
    public bool IsImplied => Sigma < 0;

    /// <summary>With a contract column both sets are written, blank where they are not defined.</summary>
    public IEnumerable<string> Output
    {
        get
        {
            string[] id = Id < 0 ? [] : ["id"];
            if (IsImplied)
                return [.. id, .. ImpliedNames];
            if (Contract >= 0)
                return [.. id, .. LinearNames, .. InverseNames];
            return DefaultStyle == SettlementStyle.Inverse ? [.. id, .. InverseNames] : [.. id, .. LinearNames];
        }
    }

    /// <summary>How many value fields a linear row leaves blank after its own, and an inverse row before.</summary>
    public static (int Linear, int Inverse) Counts => (LinearNames.Length, InverseNames.Length);

    /// <summary>Reads the header; null and the reason when a column is missing.</summary>
    public static PriceColumns? Read(string headerLine, SettlementStyle? style, out string problem)
    {
        var names = CsvLine.Split(headerLine.TrimStart('\uFEFF'));
        int At(string name) => names.IndexOf(name);
        var missing = new List<string>();
        foreach (var name in (string[])["cp", "F", "K", "t_ms"])
        {
            if (At(name) < 0)
                missing.Add(name);
        }

        if (At("sigma") < 0 && At("price") < 0)
            missing.Add("sigma (or price)");
        problem = missing.Count == 0 ? "" : $"the header lacks the column(s) {string.Join(", ", missing)}; add them";
        if (missing.Count > 0)
            return null;

        // A table that already holds coin results is one of coin-settled options.
        var looksInverse = At("price_coin") >= 0 || At("delta_ntd") >= 0;
        return new PriceColumns
        {
            Id = At("id"),
            Side = At("cp"),
            Forward = At("F"),
            Strike = At("K"),
            Milliseconds = At("t_ms"),
            Sigma = At("sigma"),
            Price = At("price"),
            Rate = At("r"),
            Contract = At("contract"),
            DefaultStyle = style ?? (looksInverse ? SettlementStyle.Inverse : SettlementStyle.Linear),
        };
    }
}
