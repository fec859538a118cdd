namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>A private topic: the stream, and the category it is narrowed to (none: all of them).</summary>
internal readonly record struct PrivateTopic(PrivateStream Stream, Category Category)
{
    public static bool TryParse(string name, out PrivateTopic topic)
    {
        topic = default;
        // Not the category behind the dot: that of «dcp» there is none.
        if (name is "dcp.future" or "dcp.option" or "dcp.spot")
        {
            topic = new PrivateTopic(PrivateStream.Guard, Category.None);
            return true;
        }
        string stream = name;
        Category category = Category.None;
        int dot = name.LastIndexOf('.');
        if (dot > 0 && Categories.Parse(name[(dot + 1)..]) is var narrowed and not Category.None)
        {
            category = narrowed;
            stream = name[..dot];
        }
        PrivateStream? found = stream switch
        {
            "order" => PrivateStream.Order,
            "execution" => PrivateStream.Execution,
            "execution.fast" => PrivateStream.ExecutionFast,
            "position" => PrivateStream.Position,
            "wallet" => PrivateStream.Wallet,
            "greeks" => PrivateStream.Greeks,
            _ => null,
        };
        if (found is null) return false;
        bool isWhole = found is PrivateStream.Wallet or PrivateStream.Greeks;
        if (isWhole && category != Category.None) return false;
        if (found == PrivateStream.Position && category == Category.Spot) return false;
        topic = new PrivateTopic(found.Value, category);
        return true;
    }

    /// <summary>True when a row of the category belongs here.</summary>
    public bool Takes(Category category) => Category == Category.None || Category == category;
}
