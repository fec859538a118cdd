namespace TradingAgent.Fuzzing;

/// <summary>A frame that a decoder does not survive.</summary>
/// <param name="Target">The decoder.</param>
/// <param name="Number">The how-manieth frame of the run it is.</param>
/// <param name="What">What it does.</param>
/// <param name="Frame">The frame.</param>
internal sealed record FuzzFinding(string Target, long Number, string What, byte[] Frame)
{
    public override string ToString() =>
        $"{Target}, frame {Number}: {What}\nbase64 {Convert.ToBase64String(Frame)}\ntext   " +
        System.Text.Encoding.UTF8.GetString(Frame);
}
