using System.Text;

namespace TradingAgent.UnitTests.Venues;

/// <summary>Frames with bytes changed, cut and doubled; the same ones in every run.</summary>
internal static class FrameMutations
{
    public static IEnumerable<byte[]> Of(string[] frames)
    {
        var random = new Random(4711);
        byte[] spice = Encoding.UTF8.GetBytes("{}[]\",:-0.eE9\\ntrue\0\u00e9");
        for (int i = 0; i < 4000; i++)
        {
            List<byte> bytes = [.. Encoding.UTF8.GetBytes(frames[random.Next(frames.Length)].ReplaceLineEndings(""))];
            for (int change = random.Next(0, 4); change > 0 && bytes.Count > 2; change--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    case 2:
                        bytes.Insert(at, spice[random.Next(spice.Length)]);
                        break;
                    case 3:
                        bytes.RemoveRange(at, bytes.Count - at);
                        break;
                    default:
                        bytes.InsertRange(at, bytes.GetRange(0, Math.Min(20, bytes.Count)));
                        break;
                }
            }
            yield return [.. bytes];
        }
    }
}
